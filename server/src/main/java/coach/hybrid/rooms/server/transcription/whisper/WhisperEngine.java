package coach.hybrid.rooms.server.transcription.whisper;

import coach.hybrid.rooms.server.transcription.Languages;
import coach.hybrid.rooms.server.transcription.SpeechEngine;
import coach.hybrid.rooms.server.transcription.Transcriber;
import coach.hybrid.rooms.server.transcription.TranscriptionException;
import io.github.givimad.whisperjni.WhisperContext;
import io.github.givimad.whisperjni.WhisperContextParams;
import io.github.givimad.whisperjni.WhisperJNI;
import io.github.givimad.whisperjni.WhisperState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * One whisper model, shared by the states of all workers. The library keeps its objects in plain
 * maps: whoever makes or frees one has it to himself, those who transcribe share it.
 */
public final class WhisperEngine implements SpeechEngine {
  private static final ReadWriteLock LIBRARY = new ReentrantReadWriteLock();

  /** The beginning of every ggml file, which the library would not check before it reads on. */
  private static final byte[] MAGIC = {'l', 'm', 'g', 'g'};

  /** What OpenAI's multilingual models were trained on. */
  private static final Set<String> LANGUAGES =
      Set.of(
          ("af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha"
                  + " haw he hi hr ht hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi"
                  + " mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq"
                  + " sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo zh")
              .split(" "));

  private final WhisperJNI library = new WhisperJNI();
  private final String name;
  private final WhisperContext context;
  private final boolean multilingual;

  private WhisperEngine(Path model) throws IOException, TranscriptionException {
    Path file = model.getFileName();
    this.name = file == null ? model.toString() : file.toString();
    WhisperContextParams params = new WhisperContextParams();
    params.useGPU = false;
    @Nullable WhisperContext loaded = library.initNoState(model, params);
    if (loaded == null) {
      throw new TranscriptionException(name + " is no whisper model");
    }
    this.context = loaded;
    this.multilingual = library.isMultilingual(loaded);
  }

  /** Takes about a second. */
  public static WhisperEngine load(Path model) throws TranscriptionException {
    checkBeginning(model);
    LIBRARY.writeLock().lock();
    try {
      WhisperJNI.loadLibrary();
      WhisperJNI.setLibraryLogger(null);
      return new WhisperEngine(model);
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new TranscriptionException("whisper does not load: " + e, e);
    } finally {
      LIBRARY.writeLock().unlock();
    }
  }

  private static void checkBeginning(Path model) throws TranscriptionException {
    try (InputStream in = Files.newInputStream(model)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new TranscriptionException(model + " is no whisper model");
      }
    } catch (IOException e) {
      throw new TranscriptionException("the whisper model cannot be read: " + e, e);
    }
  }

  @Override
  public String describe() {
    return "whisper " + name;
  }

  @Override
  public boolean understands(String lang) {
    String base = base(lang);
    return multilingual ? LANGUAGES.contains(base) : base.equals("en");
  }

  /** As whisper names it. */
  static String base(String lang) {
    return switch (Languages.base(lang)) {
      case "nb" -> "no";
      case "jv" -> "jw";
      case "iw" -> "he";
      case String other -> other.toLowerCase(Locale.ROOT);
    };
  }

  @Override
  public Transcriber newTranscriber() throws TranscriptionException {
    LIBRARY.writeLock().lock();
    try {
      @Nullable WhisperState state = library.initState(context);
      if (state == null) {
        throw new TranscriptionException("whisper has no room for another worker");
      }
      return new WhisperTranscriber(library, context, state, LIBRARY);
    } finally {
      LIBRARY.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    Lock alone = LIBRARY.writeLock();
    alone.lock();
    try {
      context.close();
    } finally {
      alone.unlock();
    }
  }
}
