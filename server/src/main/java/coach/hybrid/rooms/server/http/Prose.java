package coach.hybrid.rooms.server.http;

import org.jsoup.nodes.Element;

/** The little Markdown that descriptions hold: words in backticks are code. */
final class Prose {
  private Prose() {}

  static void add(Element parent, String text) {
    String[] parts = text.strip().split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 1) {
        parent.appendElement("code").text(parts[i]);
      } else {
        parent.appendText(parts[i]);
      }
    }
  }
}
