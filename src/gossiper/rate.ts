/** A token bucket: `perSecond` on average, `burst` at once. Time is an argument, in monotonic ms. */
export interface Bucket {
  tokens: number;
  filledAt: number;
}

export const fullBucket = (burst: number, now: number): Bucket => ({ tokens: burst, filledAt: now });

/** Takes `amount` where that much is there; otherwise takes nothing. */
export function take(bucket: Bucket, perSecond: number, burst: number, now: number, amount = 1): boolean {
  bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.filledAt) / 1000) * perSecond);
  bucket.filledAt = now;
  if (bucket.tokens < amount) return false;
  bucket.tokens -= amount;
  return true;
}
