/** A hidden page gets no frames; its state is kept up all the same, a little later. */
const HIDDEN_MS = 250;

/** Calls `flush` once, before the next frame is painted. */
export function nextFrame(flush: () => void): void {
  let isDone = false;
  const once = (): void => {
    if (isDone) return;
    isDone = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    flush();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, HIDDEN_MS);
}
