// Reads the number that each picture of a counting film shows, in one's own preview when it was
// taken and in the other's tile when it is shown, with the machine's clock.
(() => {
  const [BITS, LUMA] = [8, 128];
  const read = (video, seen, isOwn) => {
    const canvas = new OffscreenCanvas(BITS + 1, 1);
    const paper = canvas.getContext('2d', {willReadFrequently: true});
    const next = (now, frame) => {
      video.requestVideoFrameCallback(next);
      // One pixel from the middle of each bar; the bars fill the upper quarter.
      paper.drawImage(video, 0, video.videoHeight / 16, video.videoWidth, video.videoHeight / 8,
        0, 0, BITS + 1, 1);
      const pixels = paper.getImageData(0, 0, BITS + 1, 1).data;
      let number = 0, ones = 0;
      for (let i = 0; i < BITS; i++) {
        const bit = pixels[4 * i + 1] > LUMA ? 1 : 0;
        number = 2 * number + bit;
        ones += bit;
      }
      const parity = pixels[4 * BITS + 1] > LUMA ? 1 : 0;
      if (parity !== ones % 2) return; // Blurred.
      const at = performance.timeOrigin + (isOwn && frame.captureTime ? frame.captureTime : now);
      seen.push({number, at, width: video.videoWidth});
    };
    video.requestVideoFrameCallback(next);
  };
  window.glass = {own: [], other: []};
  const video = name => document.querySelector(`figure[aria-label="${name}"] video`);
  read(video('You'), window.glass.own, true);
  read(video(arguments[0]), window.glass.other, false);
})();
