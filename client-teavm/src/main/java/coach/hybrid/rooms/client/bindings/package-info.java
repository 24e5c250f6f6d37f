/**
 * Owns the browser's APIs as Java: WebRTC, devices, sockets, storage; together with {@code ui} the
 * only JSO.
 *
 * <p>May not touch logic: it adapts, and decides nothing.
 */
@NullMarked
package coach.hybrid.rooms.client.bindings;

import org.jspecify.annotations.NullMarked;
