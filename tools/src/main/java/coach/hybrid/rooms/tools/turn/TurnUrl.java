package coach.hybrid.rooms.tools.turn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A relay's address as browsers take it (RFC 7065). */
public record TurnUrl(Line line, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile(
          "(turns?):(\\[[0-9A-Fa-f:.]+]|[^:?\\[]+)(?::(\\d+))?(?:\\?transport=(\\w+))?");

  /** What carries the messages to the relay. */
  public enum Line {
    UDP,
    TCP,
    TLS
  }

  public static TurnUrl parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not a turn: or turns: address: " + text);
    }
    boolean secure = form.group(1).equals("turns");
    String transport = form.group(4);
    Line line = "tcp".equals(transport) ? Line.TCP : Line.UDP;
    String port = form.group(3);
    int usual = secure ? 5349 : 3478;
    return new TurnUrl(
        secure ? Line.TLS : line,
        form.group(2).replaceAll("[\\[\\]]", ""),
        port == null ? usual : Integer.parseInt(port));
  }

  @Override
  public String toString() {
    return (line == Line.TLS ? "turns:" : "turn:")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port
        + (line == Line.UDP ? "?transport=udp" : "?transport=tcp");
  }
}
