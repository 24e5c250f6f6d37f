package coach.hybrid.rooms.protocol.json;

import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ProtocolException;

/**
 * Walks JSON text (RFC 8259) without building anything: it only checks the form and says where
 * values end. Numbers are never turned into {@code double}, which would double the browser's
 * bundle.
 */
final class JsonScanner {
  /** Deeper nesting than any message has, and far less than a thread's stack takes. */
  private static final int MAX_DEPTH = 32;

  private final String text;
  private int at;

  JsonScanner(String text, int start) {
    this.text = text;
    this.at = start;
  }

  int position() {
    return at;
  }

  /** The next character that is not white space, or 0 at the end; stays in front of it. */
  char peek() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c;
      }
      at++;
    }
    return 0;
  }

  void expect(char wanted) throws ProtocolException {
    if (peek() != wanted) {
      throw malformed("expected '" + wanted + "'");
    }
    at++;
  }

  /** Steps over {@code wanted} if it comes next. */
  boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  void expectEnd() throws ProtocolException {
    if (peek() != 0 || at < text.length()) {
      throw malformed("text after the end of the message");
    }
  }

  void skipValue() throws ProtocolException {
    skipValue(0);
  }

  private void skipValue(int depth) throws ProtocolException {
    if (depth > MAX_DEPTH) {
      throw malformed("nested too deeply");
    }
    char c = peek();
    switch (c) {
      case '"' -> skipString();
      case '{' -> skipObject(depth);
      case '[' -> skipArray(depth);
      case 't' -> skipWord("true");
      case 'f' -> skipWord("false");
      case 'n' -> skipWord("null");
      default -> skipNumber();
    }
  }

  private void skipObject(int depth) throws ProtocolException {
    expect('{');
    if (take('}')) {
      return;
    }
    do {
      peek();
      skipString();
      expect(':');
      skipValue(depth + 1);
    } while (take(','));
    expect('}');
  }

  private void skipArray(int depth) throws ProtocolException {
    expect('[');
    if (take(']')) {
      return;
    }
    do {
      skipValue(depth + 1);
    } while (take(','));
    expect(']');
  }

  private void skipWord(String word) throws ProtocolException {
    if (!text.startsWith(word, at)) {
      throw malformed("expected a value");
    }
    at += word.length();
  }

  void skipString() throws ProtocolException {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw malformed("expected a string");
    }
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      if (c == '\\') {
        skipEscape();
      } else if (c < ' ') {
        throw malformed("control character in a string");
      }
    }
    throw malformed("unterminated string");
  }

  private void skipEscape() throws ProtocolException {
    char c = at < text.length() ? text.charAt(at++) : 0;
    if (c == 'u') {
      for (int i = 0; i < 4; i++) {
        if (at >= text.length() || hexDigit(text.charAt(at)) < 0) {
          throw malformed("bad \\u escape");
        }
        at++;
      }
    } else if (c == 0 || "\"\\/bfnrt".indexOf(c) < 0) {
      throw malformed("bad escape");
    }
  }

  /** {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?} */
  private void skipNumber() throws ProtocolException {
    skipIf('-');
    if (!skipIf('0')) {
      skipDigits();
    }
    if (skipIf('.')) {
      skipDigits();
    }
    if (skipIf('e') || skipIf('E')) {
      if (!skipIf('+')) {
        skipIf('-');
      }
      skipDigits();
    }
  }

  private boolean skipIf(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipDigits() throws ProtocolException {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw malformed("expected a value");
    }
  }

  static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  private ProtocolException malformed(String what) {
    return new ProtocolException(
        ErrorCode.MALFORMED_JSON, "not JSON: " + what + " at character " + at, null, null);
  }
}
