/**
 * Owns the service's own certificate: reads it from files, and takes a new one without a restart.
 *
 * <p>May not touch anything but the settings; what is served behind it is not its business.
 */
@NullMarked
package coach.hybrid.rooms.server.tls;

import org.jspecify.annotations.NullMarked;
