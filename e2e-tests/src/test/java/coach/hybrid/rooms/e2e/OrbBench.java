package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.e2e.OrbStage.Mark;
import coach.hybrid.rooms.e2e.SoundProbe.Sound;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * {@code ./rooms bench orb [ROUNDS [PART]]}: how late the reference orb is heard in a browser, how
 * soon it answers, and how soon it stops. Parts are sound, answer and stop.
 */
public final class OrbBench {
  private static final int SOUND_EVERY_MILLIS = 710;
  private static final int LONGEST_MILLIS = 3_000;
  private static final int WARM_UP_SOUNDS = 8;
  private static final String SENTENCE =
      "I have been thinking about my work a lot this week and I wonder what comes next";

  private final int rounds;
  private final OrbFigures figures = new OrbFigures();

  private OrbBench(int rounds) {
    this.rounds = rounds;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    String part = args.length > 1 ? args[1] : "all";
    OrbBench bench = new OrbBench(rounds);
    System.out.println(OrbFigures.machine());
    if (part.equals("all") || part.equals("sound")) {
      bench.sound();
    }
    if (part.equals("all") || part.equals("answer")) {
      bench.answer(Math.max(1, rounds / 5));
    }
    if (part.equals("all") || part.equals("stop")) {
      bench.stop(Math.max(1, rounds / 6));
    }
    System.out.println(bench.figures.table());
    // Selenium's threads need not be waited for.
    System.exit(0);
  }

  private static Path file(String name) throws IOException {
    Files.createDirectories(Service.OUTPUT);
    return Service.OUTPUT.resolve("bench-" + name + ".wav");
  }

  private static void await(String what, int wanted, Duration limit, IntSupplier so) {
    Await.until(
        () -> wanted + " " + what + "; there are " + so.getAsInt(),
        limit,
        () -> so.getAsInt() >= wanted);
  }

  /** From the device's pull of a beep's first sample to its first loud sample in the page. */
  private void sound() throws IOException, InterruptedException {
    Path silence = new SpokenFile().silence(2_000).write(file("silence"));
    Map<String, String> settings = Map.of("ORB_BEEP_MILLIS", Integer.toString(SOUND_EVERY_MILLIS));
    try (OrbStage stage = OrbStage.open(silence, settings)) {
      stage.coach().awaitLinked();
      SoundProbe probe = SoundProbe.listen(stage.coach().driver(), 100, 100);
      await(
          "beeps",
          WARM_UP_SOUNDS,
          Duration.ofSeconds(30),
          () -> begun(probe.sounds(), SoundProbe.ORB).size());
      JsonObject before = probe.delays();
      await(
          "beeps",
          rounds + WARM_UP_SOUNDS + 1,
          Duration.ofMillis(2L * SOUND_EVERY_MILLIS * rounds + 20_000),
          () -> begun(probe.sounds(), SoundProbe.ORB).size());
      JsonObject after = probe.delays();
      List<Sound> heard = begun(probe.sounds(), SoundProbe.ORB);
      for (Sound sound : heard.subList(WARM_UP_SOUNDS, WARM_UP_SOUNDS + rounds)) {
        last(stage.marks(), "began", sound.atMillis())
            .ifPresent(mark -> figures.add("pcm to page", sound.atMillis() - mark.atMillis()));
      }
      double emitted = change(before, after, "emitted");
      figures.add("… in the jitter buffer (mean)", change(before, after, "buffer") / emitted);
      figures.add("… its target (mean)", change(before, after, "target") / emitted);
      figures.add("(the page's audio output on top)", after.get("output").getAsDouble());
      figures.add(
          "(concealed samples, %)",
          100 * change(before, after, "concealed") / change(before, after, "received"));
    }
  }

  private static double change(JsonObject before, JsonObject after, String name) {
    return after.get(name).getAsDouble() - before.get(name).getAsDouble();
  }

  private static List<Sound> begun(List<Sound> sounds, String where) {
    return sounds.stream().filter(sound -> sound.begins() && sound.where().equals(where)).toList();
  }

  private static List<Sound> ended(List<Sound> sounds, String where) {
    return sounds.stream().filter(sound -> !sound.begins() && sound.where().equals(where)).toList();
  }

  /** The latest such mark before this moment, if it is no longer ago than anything may take. */
  private static Optional<Mark> last(List<Mark> marks, String what, double beforeMillis) {
    return marks.stream()
        .filter(mark -> mark.what().equals(what))
        .filter(mark -> mark.atMillis() <= beforeMillis)
        .filter(mark -> mark.atMillis() > beforeMillis - LONGEST_MILLIS)
        .reduce((_, later) -> later);
  }

  private static Optional<Mark> first(List<Mark> marks, String what, double afterMillis) {
    return marks.stream()
        .filter(mark -> mark.what().equals(what))
        .filter(mark -> mark.atMillis() >= afterMillis)
        .filter(mark -> mark.atMillis() < afterMillis + LONGEST_MILLIS)
        .findFirst();
  }

  /** From the last loud sample of a sentence at its speaker's page to the orb's first there. */
  private void answer(int turns) throws IOException, InterruptedException {
    Path speech = new SpokenFile().say(SENTENCE).silence(9_500).write(file("answer"));
    // A talkative orb: within its usual share it would let most of these pauses pass.
    try (OrbStage stage = OrbStage.open(speech, Map.of("ORB_TALK_PERCENT", "80"))) {
      stage.coach().awaitLinked();
      SoundProbe probe = SoundProbe.listen(stage.coach().driver(), 400, 150);
      await(
          "turns",
          turns + 1,
          Duration.ofSeconds(20L * turns + 60),
          () -> ended(probe.sounds(), SoundProbe.HUMAN).size());
      List<Sound> sounds = probe.sounds();
      List<Sound> ends = ended(sounds, SoundProbe.HUMAN);
      for (Sound end : ends.subList(0, turns)) {
        begun(sounds, SoundProbe.ORB).stream()
            .filter(sound -> sound.atMillis() > end.atMillis())
            .filter(sound -> sound.atMillis() < end.atMillis() + LONGEST_MILLIS)
            .findFirst()
            .ifPresentOrElse(
                sound -> answered(stage.marks(), end, sound),
                () -> System.err.println("orb-bench: a sentence was not answered in time"));
      }
    }
  }

  private void answered(List<Mark> marks, Sound end, Sound sound) {
    figures.add("sentence to answer", sound.atMillis() - end.atMillis());
    Mark began = last(marks, "began", sound.atMillis()).orElseThrow();
    Mark quiet = last(marks, "quiet", began.atMillis()).orElseThrow();
    Mark play = last(marks, "play", began.atMillis()).orElseThrow();
    Mark think = last(marks, "think", play.atMillis()).orElseThrow();
    figures.add("… heard at the orb, 300 ms of silence", quiet.atMillis() - end.atMillis());
    figures.add("… until it has words, sound and the floor", play.atMillis() - quiet.atMillis());
    first(marks, "spoken", think.atMillis())
        .filter(spoken -> spoken.atMillis() < began.atMillis())
        .ifPresent(spoken ->
            figures.add("(thinking and synthesis in it)", spoken.atMillis() - think.atMillis()));
    figures.add("… until the device asks", began.atMillis() - play.atMillis());
    figures.add("… to the page", sound.atMillis() - began.atMillis());
  }

  /** From a human's first loud sample to the orb's last. */
  private void stop(int turns) throws IOException, InterruptedException {
    Path speech =
        new SpokenFile()
            .say(SENTENCE)
            .silence(1_900)
            .say(SENTENCE)
            .silence(700)
            .write(file("stop"));
    try (OrbStage stage = OrbStage.open(speech, Map.of("ORB_TALK_PERCENT", "80"))) {
      stage.coach().awaitLinked();
      SoundProbe probe = SoundProbe.listen(stage.coach().driver(), 400, 60);
      await(
          "interruptions",
          turns,
          Duration.ofSeconds(30L * turns + 60),
          () -> stops(stage.marks(), probe.sounds()).size());
      stops(stage.marks(), probe.sounds()).subList(0, turns).forEach(this::stopped);
    }
  }

  /** One interruption: what the orb noted of it, between what the page heard. */
  private record Stop(Sound voice, Mark heard, Mark hush, Mark ended, Sound silent) {}

  /** Leaves out where the orb was between two words, and so silent already. */
  private static List<Stop> stops(List<Mark> marks, List<Sound> sounds) {
    List<Stop> stops = new ArrayList<>();
    for (Sound voice : begun(sounds, SoundProbe.HUMAN)) {
      Optional<Mark> hush = first(marks, "hush", voice.atMillis());
      double at = hush.map(Mark::atMillis).orElse(Double.MAX_VALUE);
      Optional<Mark> heard = last(marks, "sound", at);
      Optional<Mark> ended = first(marks, "ended", at);
      Optional<Sound> silent =
          ended(sounds, SoundProbe.ORB).stream()
              .filter(sound -> sound.atMillis() > at && sound.atMillis() < at + 1_000)
              .findFirst();
      if (heard.isPresent() && ended.isPresent() && silent.isPresent()) {
        stops.add(new Stop(voice, heard.get(), hush.orElseThrow(), ended.get(), silent.get()));
      }
    }
    return stops;
  }

  private void stopped(Stop stop) {
    double heard = stop.heard().atMillis();
    double ended = stop.ended().atMillis();
    figures.add("voice to silence", stop.silent().atMillis() - stop.voice().atMillis());
    figures.add("… human's voice to the orb's ear", heard - stop.voice().atMillis());
    figures.add("(heard to hush)", stop.hush().atMillis() - heard);
    figures.add("… heard to mouth silent", ended - heard);
    figures.add("… mouth silent to page silent", stop.silent().atMillis() - ended);
  }
}
