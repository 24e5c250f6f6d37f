package coach.hybrid.rooms.client.ui;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLMediaElement;
import org.teavm.jso.dom.html.HTMLSelectElement;

/**
 * The document. Markup stands in {@code room.html} as templates; what is known only here goes in as
 * text, never as markup, whoever wrote it.
 */
final class Dom {
  @JSFunctor
  private interface Task extends JSObject {
    void run();
  }

  /** A position inside the parent, in CSS pixels. */
  @JSFunctor
  interface Position extends JSObject {
    void accept(int x, int y);
  }

  @JSFunctor
  interface Text extends JSObject {
    String get();
  }

  private Dom() {}

  /** A fresh copy of the template's only element. */
  @JSBody(
      params = "template",
      script =
          "return document.getElementById(template).content.firstElementChild.cloneNode(true);")
  static native HTMLElement copy(String template);

  /** The element of {@code root} with this {@code data-part}. */
  @JSBody(
      params = {"root", "name"},
      script = "var e = root.querySelector('[data-part=' + name + ']'); return e;")
  static native HTMLElement part(HTMLElement root, String name);

  /** A part that is a {@code <video>} or {@code <audio>}; a video's picture comes without sound. */
  @JSBody(
      params = {"root", "name"},
      script =
          "var e = root.querySelector('[data-part=' + name + ']');"
              + " e.muted = e.localName === 'video'; return e;")
  static native HTMLMediaElement media(HTMLElement root, String name);

  @JSBody(
      params = {"root", "name"},
      script = "var e = root.querySelector('[data-part=' + name + ']'); return e;")
  static native HTMLSelectElement select(HTMLElement root, String name);

  @JSBody(
      params = {"element", "text"},
      script = "if (element.textContent !== text) { element.textContent = text; }")
  static native void setText(HTMLElement element, String text);

  static void setText(HTMLElement root, String part, String text) {
    setText(part(root, part), text);
  }

  @JSBody(
      params = {"element", "name", "on"},
      script = "element.classList.toggle(name, on);")
  static native void setClass(HTMLElement element, String name, boolean on);

  /** A phrase of {@code room.html}: that of the detail if there is one, else the general one. */
  @JSBody(
      params = {"name", "detail"},
      script =
          "var all = document.getElementById('phrases').content, find = function (n) {"
              + " return all.querySelector('[data-part=' + CSS.escape(n) + ']'); };"
              + " return (find(name + '-' + detail) || find(name)).textContent;")
  static native String phrase(String name, @Nullable String detail);

  static void on(HTMLElement element, String event, Runnable action) {
    listen(element, event, action::run);
  }

  @JSBody(
      params = {"element", "event", "task"},
      script = "element.addEventListener(event, function () { task(); });")
  private static native void listen(HTMLElement element, String event, Task task);

  /** Runs when Enter is pressed in this field, the other with Shift. */
  static void onEnter(HTMLElement field, Runnable action, Runnable shifted) {
    listenForEnter(field, action::run, shifted::run);
  }

  @JSBody(
      params = {"field", "task", "shifted"},
      script =
          "field.addEventListener('keydown', function (e) {"
              + " if (e.key === 'Enter' && !e.isComposing) {"
              + "  (e.shiftKey ? shifted : task)(); } });")
  private static native void listenForEnter(HTMLElement field, Task task, Task shifted);

  @JSBody(params = "field", script = "return field.value;")
  static native String value(HTMLElement field);

  /** The text without upper case, one character for one. */
  @JSBody(
      params = "text",
      script =
          "return text.replace(/[^]/g, function (c) {"
              + " var l = c.toLowerCase(); return l.length === 1 ? l : c; });")
  static native String fold(String text);

  /** Appends an element that holds this text. */
  @JSBody(
      params = {"parent", "tag", "className", "text"},
      script =
          "var made = document.createElement(tag); made.className = className;"
              + " made.textContent = text; return parent.appendChild(made);")
  static native HTMLElement add(HTMLElement parent, String tag, String className, String text);

  /** What is in there is drawn by a script that is loaded when it is opened first. */
  @JSBody(
      params = {"details", "token"},
      script =
          "details.token = token; details.ontoggle = function load() {"
              + " var script = document.createElement('script');"
              + " script.src = '/assets/connections.js'; details.ontoggle = null;"
              + " script.onerror = function () { script.remove(); details.ontoggle = load; };"
              + " document.head.append(script); };")
  static native void drawOnOpen(HTMLElement details, Text token);

  /** In which language its text is, if that is known. */
  @JSBody(
      params = {"element", "tag"},
      script = "if (tag) { element.lang = tag; }")
  static native void setLanguage(HTMLElement element, String tag);

  @JSBody(
      params = "list",
      script = "return list.scrollHeight - list.scrollTop - list.clientHeight < 32;")
  static native boolean isAtEnd(HTMLElement list);

  /** Tells a reader's scrolling from what only another size of the list does. */
  static void onScroll(HTMLElement list, Runnable scrolled, Runnable resized) {
    listenForScroll(list, scrolled::run, resized::run);
  }

  @JSBody(
      params = {"list", "scrolled", "resized"},
      script =
          "var height = 0; list.addEventListener('scroll', function () {"
              + "  if (list.clientHeight === height) { scrolled(); } });"
              + " new ResizeObserver(function () {"
              + "  height = list.clientHeight; resized(); }).observe(list);")
  private static native void listenForScroll(HTMLElement list, Task scrolled, Task resized);

  @JSBody(params = "list", script = "list.scrollTop = list.scrollHeight;")
  static native void scrollToEnd(HTMLElement list);

  /** Brings the mark that is looked at into view. */
  @JSBody(
      params = "list",
      script =
          "var e = list.querySelector('.current');"
              + " if (e) { e.scrollIntoView({block: 'nearest'}); }")
  static native void showMark(HTMLElement list);

  /** Runs when Escape is pressed inside of this element. */
  static void onEscape(HTMLElement element, Runnable action) {
    listenForEscape(element, action::run);
  }

  @JSBody(
      params = {"element", "task"},
      script =
          "element.addEventListener('keydown', function (e) {"
              + " if (e.key === 'Escape') { task(); } });")
  private static native void listenForEscape(HTMLElement element, Task task);

  /** What was opened on a tile closes by Escape, and when somebody presses elsewhere. */
  @JSBody(
      params = "room",
      script =
          "var shut = function (e) { room.querySelectorAll('.link-mark[open]').forEach("
              + "function (mark) { var inside = mark.contains(e.target);"
              + " if (e.key ? e.key === 'Escape' : !inside) { mark.open = false;"
              + "  if (e.key && inside) { mark.firstElementChild.focus(); } } }); };"
              + " room.addEventListener('pointerdown', shut);"
              + " room.addEventListener('keydown', shut);")
  static native void shutWhenLeft(HTMLElement room);

  @JSBody(
      params = {"button", "pressed"},
      script = "button.setAttribute('aria-pressed', pressed);")
  static native void setPressed(HTMLElement button, boolean pressed);

  /** Stays in the tab order, so that its reason can be read. */
  @JSBody(
      params = {"button", "why"},
      script = "button.setAttribute('aria-disabled', true); button.title = why;")
  static native void setUnavailable(HTMLElement button, String why);

  /** One or two letters to stand for a face. */
  @JSBody(
      params = "name",
      script =
          "var w = name.trim().split(/\\s+/), first = function (s) { return Array.from(s)[0] || ''; };"
              + " return first(w[0]) + (w.length > 1 ? first(w[w.length - 1]) : '') || '?';")
  static native String initials(String name);

  /** {@code m:ss}, or {@code h:mm:ss}. */
  static String clock(int seconds) {
    int minutes = seconds / 60;
    String tail = two(minutes % 60) + ":" + two(seconds % 60);
    return minutes < 60 ? minutes + ":" + two(seconds % 60) : minutes / 60 + ":" + tail;
  }

  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }

  @JSBody(params = "dialog", script = "if (!dialog.open) { dialog.showModal(); }")
  static native void showModal(HTMLElement dialog);

  @JSBody(params = "element", script = "return element.contains(document.activeElement);")
  static native boolean holdsFocus(HTMLElement element);

  /** Remembers where the focus was before it came into this element. */
  @JSBody(
      params = "element",
      script =
          "element.addEventListener('focusin', function (e) {"
              + " if (!element.contains(e.relatedTarget)) { element.origin = e.relatedTarget; } });")
  static native void keepOrigin(HTMLElement element);

  /** Puts the focus back where it was before, if it is in this element. */
  @JSBody(
      params = "element",
      script =
          "if (element.contains(document.activeElement)) {"
              + " (element.origin || document.querySelector('h1')).focus(); }")
  static native void giveFocusBack(HTMLElement element);

  /** Whether the pointer or the focus is on it. */
  @JSBody(params = "element", script = "return element.matches(':hover, :focus-within');")
  static native boolean isTouched(HTMLElement element);

  @JSBody(
      params = {"element", "name", "value"},
      script = "element.style.setProperty(name, value);")
  static native void setStyle(HTMLElement element, String name, String value);

  @JSBody(
      params = {"root", "name"},
      script = "return root.querySelector('[data-part=' + name + ']').checked;")
  static native boolean isChecked(HTMLElement root, String name);

  @JSBody(
      params = {"root", "name", "checked"},
      script = "root.querySelector('[data-part=' + name + ']').checked = checked;")
  static native void setChecked(HTMLElement root, String name, boolean checked);

  /** An option of a {@code <select>}. */
  @JSBody(
      params = {"select", "value", "label"},
      script = "select.add(new Option(label, value));")
  static native void addOption(HTMLElement select, String value, String label);

  /** Follows a pointer that drags this element on a phone. */
  @JSBody(
      params = {"element", "moved"},
      script =
          "element.addEventListener('pointerdown', function (down) {"
              + " if (!matchMedia('(max-width: 640px)').matches) { return; }"
              + " var box = element.getBoundingClientRect();"
              + " var dx = down.clientX - box.left, dy = down.clientY - box.top;"
              + " element.setPointerCapture(down.pointerId);"
              + " element.onpointermove = function (e) {"
              + "  var room = element.parentNode.getBoundingClientRect();"
              + "  moved(Math.max(8, Math.min(room.width - box.width - 8,"
              + "    e.clientX - dx - room.left)) | 0,"
              + "   Math.max(8, Math.min(room.height - box.height - 8,"
              + "    e.clientY - dy - room.top)) | 0); };"
              + " element.onpointerup = element.onpointercancel = function () {"
              + "  element.onpointermove = null; }; });")
  static native void onDrag(HTMLElement element, Position moved);
}
