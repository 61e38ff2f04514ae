/** A token bucket: `perSecond` on average, `burst` at once. Time is an argument, in monotonic ms. */
export interface Bucket {
  tokens: number;
  filledAt: number;
}

export const fullBucket = (burst: number, now: number): Bucket => ({ tokens: burst, filledAt: now });

/** How much is there now. */
export function left(bucket: Bucket, perSecond: number, burst: number, now: number): number {
  bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.filledAt) / 1000) * perSecond);
  bucket.filledAt = now;
  return bucket.tokens;
}

/** Takes `amount` where that much is there; otherwise takes nothing. */
export function take(bucket: Bucket, perSecond: number, burst: number, now: number, amount = 1): boolean {
  if (left(bucket, perSecond, burst, now) < amount) return false;
  bucket.tokens -= amount;
  return true;
}
