/**
 * Owns the JSON form of the messages: the only place that knows field names and limits.
 *
 * <p>May not touch anything but {@code protocol} and the JDK (see there for what TeaVM allows).
 */
@NullMarked
package coach.hybrid.rooms.protocol.json;

import org.jspecify.annotations.NullMarked;
