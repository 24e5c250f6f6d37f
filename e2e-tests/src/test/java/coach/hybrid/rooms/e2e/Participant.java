package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.e2e.CallProbe.LinkStats;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** A person in front of a browser: finds things by role and name, and looks at what arrives. */
final class Participant implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(15);

  private final Chromium browser;
  private final ChromeDriver driver;

  Participant(Chromium browser) {
    this.browser = browser;
    this.driver = browser.driver();
  }

  static Participant withFakeDevices(String... more) {
    return new Participant(Chromium.withFakeDevices(more));
  }

  Chromium browser() {
    return browser;
  }

  ChromeDriver driver() {
    return driver;
  }

  Participant open(URI link) {
    driver.get(link.toString());
    return this;
  }

  /** Opens the link, agrees to whatever the lobby asks, and goes into the call. */
  Participant join(URI link) {
    open(link);
    agree();
    return enter();
  }

  /** To whatever the lobby, which stands open, asks. */
  void agree() {
    button("Join");
    driver.findElements(By.cssSelector("input[type=checkbox]")).stream()
        .filter(box -> box.isDisplayed() && !box.isSelected())
        .forEach(WebElement::click);
  }

  /** Goes through the lobby, which stands open, into the call. */
  Participant enter() {
    button("Join").click();
    await("the call", () -> has("button", "Leave"));
    return this;
  }

  // --- finding ---------------------------------------------------------------------------------

  WebElement button(String name) {
    return find("button", name);
  }

  /** The visible element of this tag or role with this accessible name; waits for it. */
  WebElement find(String kind, String name) {
    // Looked up once more it might just be redrawn.
    AtomicReference<WebElement> found = new AtomicReference<>();
    await(
        kind + " \"" + name + "\"",
        () -> {
          found.set(lookUp(kind, name).orElse(null));
          return found.get() != null;
        });
    return found.get();
  }

  boolean has(String kind, String name) {
    return lookUp(kind, name).isPresent();
  }

  private Optional<WebElement> lookUp(String kind, String name) {
    try {
      return driver.findElements(By.cssSelector(kind + ", [role=" + kind + "]")).stream()
          .filter(element -> element.isDisplayed() && element.getAccessibleName().equals(name))
          .findFirst();
    } catch (StaleElementReferenceException e) {
      return Optional.empty(); // Redrawn while we looked.
    }
  }

  /** All tiles but one's own, by accessible name. */
  List<String> remoteTiles() {
    try {
      return driver.findElements(By.cssSelector("figure")).stream()
          .filter(WebElement::isDisplayed)
          .map(WebElement::getAccessibleName)
          .filter(name -> !name.equals("You"))
          .toList();
    } catch (StaleElementReferenceException e) {
      return List.of("redrawn");
    }
  }

  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  void awaitText(String part) {
    Await.until(
        () -> "\"" + part + "\" on the page, which says: " + text(),
        SOON,
        () -> text().contains(part));
  }

  boolean isPressed(String toggle) {
    return "true".equals(button(toggle).getDomAttribute("aria-pressed"));
  }

  // --- what arrives ----------------------------------------------------------------------------

  List<LinkStats> links() {
    return CallProbe.links(driver);
  }

  /** Pictures and sound from each of so many links, growing. */
  void awaitMedia(int links) {
    awaitLinks(links, link -> link.framesDecoded() > 0 && link.audioEnergy() > 0);
  }

  /** Pictures from each of so many links, growing; somebody may keep quiet. */
  void awaitPictures(int links) {
    awaitLinks(links, link -> link.framesDecoded() > 0);
  }

  private void awaitLinks(int links, Predicate<LinkStats> alive) {
    List<LinkStats> before = links();
    Await.until(
        () -> "media on " + links + " links; there are " + links(),
        SOON,
        () -> {
          List<LinkStats> now = links();
          return now.size() == links
              && now.stream()
                  .allMatch(link -> link.state().equals("connected") && alive.test(link));
        });
    long decoded = decoded();
    Await.until(
        () -> "pictures going on; before " + before + ", now " + links(),
        SOON,
        () -> decoded() > decoded + 5L * links);
  }

  /** One link is connected and its sound has come. */
  void awaitLinked() {
    Await.until(
        () -> "sound on a link; there are " + links(),
        SOON,
        () -> links().stream().anyMatch(link -> link.audioPackets() > 0));
  }

  long decoded() {
    return links().stream().mapToLong(LinkStats::framesDecoded).sum();
  }

  double energy() {
    return links().stream().mapToDouble(LinkStats::audioEnergy).sum();
  }

  void await(String what, BooleanSupplier condition) {
    Await.until(
        () -> what + "; the page says: " + text() + "; console: " + browser.console(),
        SOON,
        condition);
  }

  void assertSeesOnly(String... names) {
    assertEquals(List.of(names), remoteTiles());
  }

  void screenshot(String name) throws IOException {
    Path file = Service.OUTPUT.resolve("screenshots").resolve(name + ".png");
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    browser.close();
  }
}
