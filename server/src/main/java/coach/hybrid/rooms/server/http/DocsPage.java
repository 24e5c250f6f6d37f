package coach.hybrid.rooms.server.http;

import static coach.hybrid.rooms.server.http.YamlDocument.list;
import static coach.hybrid.rooms.server.http.YamlDocument.map;
import static coach.hybrid.rooms.server.http.YamlDocument.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Both documents of the API as one page for people: no script, nothing from elsewhere. */
final class DocsPage {
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final YamlDocument http;
  private final YamlDocument sockets;
  private final Document page = Document.createShell("");

  DocsPage(String openApi, String asyncApi) {
    http = new YamlDocument(openApi);
    sockets = new YamlDocument(asyncApi);
  }

  String html() {
    head();
    Element main = page.body().appendElement("main").addClass("docs");
    Map<String, Object> info = map(http.root().get("info"));
    main.appendElement("h1").text(text(info.get("title")) + ": the API");
    paragraphs(main, text(info.get("description")));
    Element links = main.appendElement("p");
    for (String name : List.of("openapi.yaml", "asyncapi.yaml")) {
      links.appendElement("a").attr("href", "/" + name).text(name);
      links.appendText(" ");
    }
    Element contents = main.appendElement("nav").attr("aria-label", "Contents").appendElement("ul");
    for (Object tag : list(http.root().get("tags"))) {
      tag(main, contents, map(tag));
    }
    problem(main, contents);
    map(sockets.root().get("channels")).values().forEach(it -> channel(main, contents, map(it)));
    return page.outerHtml();
  }

  private void head() {
    page.prependChild(new org.jsoup.nodes.DocumentType("html", "", ""));
    page.selectXpath("/html").attr("lang", "en");
    Element head = page.head();
    head.appendElement("meta").attr("charset", "utf-8");
    head.appendElement("meta")
        .attr("name", "viewport")
        .attr("content", "width=device-width, initial-scale=1");
    head.appendElement("meta").attr("name", "color-scheme").attr("content", "light dark");
    head.appendElement("title").text("Hybrid Rooms: the API");
    link(head, "icon", "/assets/favicon.svg");
    for (String sheet : List.of("tokens", "page", "docs")) {
      link(head, "stylesheet", "/assets/" + sheet + ".css");
    }
  }

  private static void link(Element head, String relation, String address) {
    head.appendElement("link").attr("rel", relation).attr("href", address);
  }

  private static void paragraphs(Element parent, String text) {
    for (String paragraph : text.strip().split("\n\n", -1)) {
      if (!paragraph.isEmpty()) {
        Prose.add(parent.appendElement("p"), paragraph);
      }
    }
  }

  private static Element section(Element main, Element contents, String id, String title) {
    contents.appendElement("li").appendElement("a").attr("href", "#" + id).text(title);
    Element section = main.appendElement("section").attr("aria-labelledby", id);
    section.appendElement("h2").attr("id", id).text(title);
    return section;
  }

  private void tag(Element main, Element contents, Map<String, Object> tag) {
    String name = text(tag.get("name"));
    String title = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    Element section = section(main, contents, name, title);
    paragraphs(section, text(tag.get("description")));
    map(http.root().get("paths"))
        .forEach((path, item) -> {
          for (String method : METHODS) {
            Map<String, Object> operation = map(map(item).get(method));
            if (list(operation.get("tags")).contains(name)) {
              operation(section, method, path, map(item), operation);
            }
          }
        });
  }

  private void operation(
      Element section,
      String method,
      String path,
      Map<String, Object> item,
      Map<String, Object> operation) {
    Element article =
        section.appendElement("article").attr("id", text(operation.get("operationId")));
    Element title = article.appendElement("h3");
    title.appendElement("code").text(method.toUpperCase(Locale.ROOT) + " " + path);
    title.appendText(" " + text(operation.get("summary")));
    paragraphs(article, text(operation.get("description")));
    parameters(article, list(item.get("parameters")));
    parameters(article, list(operation.get("parameters")));
    Map<String, Object> body = map(operation.get("requestBody"));
    if (!body.isEmpty()) {
      String optional = Boolean.TRUE.equals(body.get("required")) ? "" : ", optional";
      content(article, "Body" + optional, body);
    }
    map(operation.get("responses"))
        .forEach((status, response) -> {
          Map<String, Object> answer = http.resolve(response);
          Element line = article.appendElement("p").addClass("answer");
          line.appendElement("strong").text(status);
          line.appendText(" ");
          Prose.add(line, text(answer.get("description")));
          if (status.startsWith("2")) {
            content(article, "Answer", answer);
          }
        });
  }

  private void parameters(Element article, List<?> parameters) {
    for (Object reference : parameters) {
      Map<String, Object> parameter = http.resolve(reference);
      Element line = article.appendElement("p");
      line.appendElement("code").text(text(parameter.get("name")));
      line.appendText(" in the " + text(parameter.get("in")) + ". ");
      Prose.add(line, text(parameter.get("description")));
      new SchemaTable(http).addTo(article, parameter.get("schema"));
    }
  }

  /** Only JSON has fields to show. */
  private void content(Element article, String title, Map<String, Object> body) {
    Object json = map(map(body.get("content")).get("application/json")).get("schema");
    if (json == null) {
      return;
    }
    Element details = article.appendElement("details");
    details.appendElement("summary").text(title);
    new SchemaTable(http).addTo(details, json);
    example(details, list(http.resolve(json).get("examples")));
  }

  private static void example(Element parent, List<?> examples) {
    if (!examples.isEmpty()) {
      // Wider than the page: whoever moves by keyboard must be able to scroll it.
      parent.appendElement("pre").attr("tabindex", "0").text(PRETTY.toJson(examples.getFirst()));
    }
  }

  private void problem(Element main, Element contents) {
    Element section = section(main, contents, "problems", "Problems");
    Object schema = map(map(http.root().get("components")).get("schemas")).get("Problem");
    Map<String, Object> problem = http.resolve(schema);
    new SchemaTable(http).addTo(section, schema);
    example(section, list(problem.get("examples")));
  }

  private void channel(Element main, Element contents, Map<String, Object> channel) {
    String title = text(channel.get("title"));
    String id = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    Element section = section(main, contents, id, title);
    section.appendElement("p").appendElement("code").text(text(channel.get("address")));
    paragraphs(section, text(channel.get("description")));
    map(channel.get("messages")).values().forEach(message -> message(section, message));
  }

  private void message(Element section, @Nullable Object reference) {
    Map<String, Object> message = sockets.resolve(reference);
    Element article = section.appendElement("article");
    Element title = article.appendElement("h3");
    title.appendElement("code").text(text(message.get("name")));
    title.appendText(" ");
    Prose.add(title, text(message.get("summary")));
    Element details = article.appendElement("details");
    details.appendElement("summary").text("Fields");
    new SchemaTable(sockets).addTo(details, message.get("payload"));
    List<?> examples = list(message.get("examples"));
    if (!examples.isEmpty()) {
      example(details, List.of(map(examples.getFirst()).get("payload")));
    }
  }
}
