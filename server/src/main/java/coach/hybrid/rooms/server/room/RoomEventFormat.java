package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.store.StoredEvent;
import coach.hybrid.rooms.server.transcription.Utterance;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as the main app gets them (seed 001, 7, with {@code id} and {@code seq}). The text is what
 * {@code JSON.stringify(JSON.parse(text))} gives, because the seed signs that: whole numbers, names
 * that are no numbers, and only characters that need no escape in one of the two and not the other
 * (ids are free of controls and separators; see {@code CreateRequest}).
 */
final class RoomEventFormat {
  private static final String UTTERANCE = "utterance";
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Always three digits, as JavaScript's {@code toISOString}. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private RoomEventFormat() {}

  /**
   * @param createdAt tells rooms apart that had the same id one after the other
   * @param ownerEpoch tells an event apart from the one that had its number in the last second
   *     before the power went
   */
  static StoredEvent write(RoomEvent event, long seq, Instant createdAt, long ownerEpoch) {
    String id =
        String.join(
            "_",
            "evt",
            Long.toString(createdAt.toEpochMilli(), 36),
            Long.toString(ownerEpoch, 36),
            event.roomId(),
            Long.toString(seq));
    String type = typeOf(event);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("roomId", event.roomId());
    details(event, data);
    data.put("timestamp", TIME.format(event.at()));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("id", id);
    body.put("seq", seq);
    body.put("data", data);
    return new StoredEvent(event.roomId(), seq, id, type, event.at(), GSON.toJson(body));
  }

  private static String typeOf(RoomEvent event) {
    return switch (event) {
      case RoomEvent.RoomStarted _ -> "room-started";
      case RoomEvent.ParticipantJoined _ -> "participant-joined";
      case RoomEvent.ParticipantLeft _ -> "participant-left";
      case RoomEvent.RoomEnded _ -> "room-ended";
      case RoomEvent.SummaryReady _ -> "summary-ready";
      case RoomEvent.Uttered _ -> UTTERANCE;
      case RoomEvent.OrbSpawned _ -> "ai-orb-spawned";
      case RoomEvent.OrbSpawnFailed _ -> "ai-orb-spawn-failed";
      case RoomEvent.Failed _ -> "error";
    };
  }

  private static void details(RoomEvent event, Map<String, Object> data) {
    switch (event) {
      case RoomEvent.ParticipantJoined joined -> {
        data.put("participantId", joined.participantId());
        data.put("participantType", typeOf(joined.role()));
      }
      case RoomEvent.ParticipantLeft left -> {
        data.put("participantId", left.participantId());
        data.put("participantType", typeOf(left.role()));
        data.put("duration", left.stay().toSeconds());
        if (left.cause() == RoomEvent.LeaveCause.REMOVED) {
          data.put("reason", "removed"); // The seeds know no such thing, and no such member.
        }
      }
      case RoomEvent.RoomEnded ended -> {
        data.put("reason", ended.reason().wireName());
        data.put("summaryReady", ended.summaryReady());
      }
      case RoomEvent.Uttered uttered -> utterance(uttered.utterance(), data);
      case RoomEvent.OrbSpawned spawned -> data.put("orbId", spawned.orbId());
      case RoomEvent.OrbSpawnFailed failed -> data.put("error", failed.error());
      case RoomEvent.Failed failed -> {
        data.put("error", failed.error());
        data.put("message", failed.message());
      }
      case RoomEvent.RoomStarted _, RoomEvent.SummaryReady _ -> {
        // When and where is all there is to say.
      }
    }
  }

  private static void utterance(Utterance said, Map<String, Object> data) {
    data.put("utteranceId", said.utteranceId());
    data.put("participantId", said.participantId());
    data.put("participantType", typeOf(said.role()));
    data.put("participantName", said.name());
    data.put("startMillis", said.startMillis());
    data.put("endMillis", said.endMillis());
    data.put("text", said.text());
    data.put("lang", said.lang());
  }

  /** The utterance that this event tells of; null if it is about something else, or deleted. */
  static @Nullable Utterance utterance(StoredEvent event) {
    if (!event.type().equals(UTTERANCE)) {
      return null;
    }
    JsonObject data =
        JsonParser.parseString(event.body()).getAsJsonObject().getAsJsonObject("data");
    String text = data.get("text").getAsString();
    return text.isEmpty()
        ? null
        : new Utterance(
            data.get("utteranceId").getAsInt(),
            data.get("participantId").getAsString(),
            roleOf(data.get("participantType").getAsString()),
            data.get("participantName").getAsString(),
            data.get("startMillis").getAsInt(),
            data.get("endMillis").getAsInt(),
            text,
            data.get("lang").getAsString());
  }

  /** The same event, with nothing in it of what was said. */
  static StoredEvent withoutWords(StoredEvent event) {
    JsonObject body = JsonParser.parseString(event.body()).getAsJsonObject();
    body.getAsJsonObject("data").addProperty("text", "");
    return new StoredEvent(
        event.roomId(), event.seq(), event.id(), event.type(), event.at(), GSON.toJson(body));
  }

  private static Role roleOf(String participantType) {
    return switch (participantType) {
      case "coach" -> Role.COACH;
      case "client" -> Role.CLIENT;
      case "aiOrb" -> Role.AI;
      default -> throw new IllegalArgumentException("no such type: " + participantType);
    };
  }

  /** Seed 001's words. */
  private static String typeOf(Role role) {
    return switch (role) {
      case COACH -> "coach";
      case CLIENT -> "client";
      case AI -> "aiOrb";
    };
  }
}
