/** Counters in Prometheus's text format, version 0.0.4. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** `sentBytes` becomes `peerster_sent_bytes`. A name that Prometheus would not read is left out. */
export function metricsText(values: Readonly<Record<string, number>>): string {
  const lines = Object.entries(values).flatMap(([name, value]) => {
    const snake = `peerster_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    return /^\w+$/.test(snake) ? [`# TYPE ${snake} untyped`, `${snake} ${value}`] : [];
  });
  return `${lines.join('\n')}\n`;
}
