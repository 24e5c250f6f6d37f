package coach.hybrid.rooms.server.http;

final class DocsPage {
  DocsPage(String a, String b) {}

  String html() {
    return "";
  }
}
