/**
 * Owns the networks of the tests: namespaces, the firewall between them, bad lines, and coturn.
 *
 * <p>May not touch browsers or the service: it is told which port is the service's, no more.
 */
@NullMarked
package coach.hybrid.rooms.e2e.network;

import org.jspecify.annotations.NullMarked;
