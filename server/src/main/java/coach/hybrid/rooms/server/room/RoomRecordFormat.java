package coach.hybrid.rooms.server.room;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** A room's record as JSON text, which is all the store sees of it. */
final class RoomRecordFormat {
  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .registerTypeAdapter(Instant.class, text(Instant::parse).nullSafe())
          .registerTypeAdapter(Duration.class, text(Duration::parse).nullSafe())
          .create();

  private RoomRecordFormat() {}

  private static <T> TypeAdapter<T> text(Function<String, T> parse) {
    return new TypeAdapter<>() {
      @Override
      public void write(JsonWriter out, T value) throws IOException {
        out.value(value.toString());
      }

      @Override
      public T read(JsonReader in) throws IOException {
        return parse.apply(in.nextString());
      }
    };
  }

  static String write(RoomRecord record) {
    return GSON.toJson(record);
  }

  /** Throws {@link JsonParseException} if the text is not a record. */
  static RoomRecord read(String text) {
    try {
      RoomRecord record = GSON.fromJson(text, RoomRecord.class);
      if (record == null) {
        throw new JsonParseException("an empty record");
      }
      return record;
    } catch (DateTimeException | IllegalStateException | NullPointerException e) {
      throw new JsonParseException("a record with a wrong value", e);
    }
  }
}
