package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.talk.Repertoire;
import coach.hybrid.rooms.tools.orb.talk.Situation;
import java.util.List;
import java.util.function.Consumer;

/** Thinks with the repertoire alone, in no time and for nothing. The thought's thread only. */
record BuiltInThinker(Repertoire repertoire) implements Thinker {
  @Override
  public void think(Situation situation, Consumer<String> sentence) {
    repertoire.lines(situation).forEach(sentence);
  }

  @Override
  public boolean thinksAhead() {
    return true;
  }

  @Override
  public List<String> usual() {
    return repertoire.usual();
  }

  @Override
  public void takeBack() {
    repertoire.takeBack();
  }
}
