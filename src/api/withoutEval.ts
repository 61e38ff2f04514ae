/**
 * Import this before the contract where a content security policy forbids eval: else zod tries `new Function` once, to see
 * whether it may, and the policy reports it.
 */
import { z } from 'zod';

z.config({ jitless: true });
