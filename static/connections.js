// How everybody's connection was, in the coach's panel: in words, and as small charts that say
// nothing the words do not. Loaded when it is opened first: most sessions need none of it. Asks the
// room only while it stands open.
(() => {
  const PERIOD_MILLIS = 10_000;
  const WIDTH = 240;
  const HEIGHT = 32;
  const SVG = 'http://www.w3.org/2000/svg';

  /** What is drawn; below its usual height a line stays low: little must not look like much. */
  const FIGURES = [
    { part: 'rtt-words', column: 'rtt', usual: 200, say: (v) => v + ' ms' },
    { part: 'loss-words', column: 'packetLoss', usual: 5, say: (v) => v + ' %' },
    { part: 'rate-words', column: 'download', usual: 1e6, say: (v) => (v / 1e6).toFixed(1) + ' Mbit/s' },
  ];

  const details = document.querySelector('[data-part=connections]');
  const find = (root, part) => root.querySelector(`[data-part="${part}"]`);
  const words = find(details, 'connections-words');
  const list = find(details, 'connection-list');
  const template = document.getElementById('connection').content.firstElementChild;
  const phrases = document.getElementById('phrases').content;
  let askedAt = -PERIOD_MILLIS;

  /** In steps, each as long as its value held; it breaks off where nothing was measured. */
  function line(until, values, most) {
    const x = (second) => Math.round((second * WIDTH) / until.at(-1));
    let path = '';
    let drawing = false;
    values.forEach((value, i) => {
      if (value !== null) {
        const y = Math.round(HEIGHT - 1 - (value * (HEIGHT - 2)) / most);
        path += (drawing ? 'L' : 'M') + x(i ? until[i - 1] : 0) + ' ' + y + 'H' + x(until[i]);
      }
      drawing = value !== null;
    });
    return path;
  }

  function chart(path) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'chart');
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    const drawn = svg.appendChild(document.createElementNS(SVG, 'path'));
    drawn.setAttribute('d', path);
    drawn.setAttribute('vector-effect', 'non-scaling-stroke');
    return svg;
  }

  function describe(values, say) {
    const measured = values.filter((value) => value !== null);
    if (!measured.length) {
      return 'not measured';
    }
    const now = values.at(-1);
    return (now === null ? 'not measured now' : say(now) + ' now') + ', at most ' + say(Math.max(...measured));
  }

  function draw(history) {
    const connection = template.cloneNode(true);
    find(connection, 'name').textContent = history.name;
    find(connection, 'path').textContent =
      (find(phrases, 'way-' + history.path.at(-1)) || find(phrases, 'way')).textContent;
    for (const { part, column, usual, say } of FIGURES) {
      const values = history[column];
      const figure = find(connection, part);
      figure.textContent = describe(values, say);
      figure.append(chart(line(history.seconds, values, Math.max(usual, ...values))));
    }
    return connection;
  }

  async function ask() {
    askedAt = performance.now();
    try {
      const response = await fetch(location.pathname + '/links', {
        headers: { Authorization: 'Bearer ' + details.token() },
        cache: 'no-store',
      });
      if (!response.ok) {
        throw new Error('status ' + response.status);
      }
      const { history } = await response.json();
      words.textContent = history.length ? '' : 'Nothing has been measured yet.';
      list.replaceChildren(...history.filter((each) => each.seconds.at(-1) > 0).map(draw));
    } catch (e) {
      words.textContent = 'The room does not answer; what stands here may be old.';
    }
  }

  const timer = setInterval(() => {
    if (!details.isConnected) {
      clearInterval(timer);
    } else if (details.open && performance.now() - askedAt >= PERIOD_MILLIS) {
      ask();
    }
  }, 500);
  find(details, 'debug').href = location.pathname + '/debug';
  ask();
})();
