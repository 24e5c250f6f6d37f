/**
 * Owns what outlives a restart: rooms, their events, webhooks; ports here, adapters below.
 *
 * <p>May not touch a room's insides: it takes snapshots as text and gives them back.
 */
@NullMarked
package coach.hybrid.rooms.server.store;

import org.jspecify.annotations.NullMarked;
