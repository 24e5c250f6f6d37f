package coach.hybrid.rooms.tools.soak;

/**
 * What came in over one link so far.
 *
 * @param packets of sound
 * @param samples of sound that were played, concealed ones included
 * @param concealed samples that had to be invented, because their packet was late or lost
 * @param loud pieces of 10 ms with somebody's voice in them
 * @param frames of video that were decoded
 */
record LinkFigures(long packets, long samples, long concealed, long loud, long frames) {
  static final LinkFigures NOTHING = new LinkFigures(0, 0, 0, 0, 0);

  LinkFigures since(LinkFigures before) {
    return new LinkFigures(
        packets - before.packets,
        samples - before.samples,
        concealed - before.concealed,
        loud - before.loud,
        frames - before.frames);
  }

  double concealedPercent() {
    return samples == 0 ? 0 : 100.0 * concealed / samples;
  }
}
