/** Which addresses may leave the app for the person's browser. */

/** The address as a browser will understand it, or undefined: only http and https, and nobody's password in it. */
export function webLink(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.username === '' && url.password === '' ? url.href : undefined;
}
