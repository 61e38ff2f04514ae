/**
 * A form with a file, as browsers and `curl -F` send it (RFC 7578). The file goes on as it comes, so the field that says
 * whose it shall be stands before it. Of a form that breaks off nothing is left.
 */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import { refused, type Result } from '../../api/result.ts';

const LIMITS = { fieldNameSize: 100, fieldSize: 1_024, fields: 10, files: 1, parts: 11, headerPairs: 20 };

export interface UploadedFile {
  /** The field `name`. */
  readonly owner: string;
  readonly fileName: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Codes: `wrong-content-type`, `no-name`, `no-file`, `broken-form`, and those of `take`. */
export async function readUpload(
  request: IncomingMessage,
  take: (file: UploadedFile) => Promise<Result<unknown>>,
): Promise<Result<unknown>> {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data;.*boundary=/is.test(type)) {
    return refused('wrong-content-type', 'Send the fields "name" and "file" as multipart/form-data.');
  }
  const form = openForm({ ...request.headers, 'content-type': type });
  if (form === undefined) return refused('wrong-content-type', 'The boundary of the form can’t be used. Send another.');
  let owner: string | undefined;
  let file: Readable | undefined;
  let taken: Promise<Result<unknown>> | undefined;
  form.on('field', (field, value) => {
    if (field === 'name') owner ??= value;
  });
  form.on('file', (field, bytes, fileName) => {
    file = bytes;
    // Whoever reads it meets the error; where nobody does any more, it is no one's.
    bytes.on('error', () => undefined);
    if (field === 'file' && owner !== undefined) {
      // Whoever stops reading leaves the rest to be skipped: the form goes on after it.
      const read = { [Symbol.asyncIterator]: () => bytes.iterator({ destroyOnReturn: false }) };
      taken = take({ owner, fileName: fileName ?? '', bytes: read });
      // What comes of it is looked at once the form has ended.
      taken.catch(() => undefined).finally(() => bytes.resume());
    } else {
      if (field === 'file') taken = Promise.resolve(nameComesLate);
      bytes.resume();
    }
  });
  try {
    await pipeline(request, form);
  } catch (error) {
    file?.destroy(error instanceof Error ? error : new Error('the form broke off'));
    await taken?.catch(() => undefined);
    return refused('broken-form', 'The form could not be read to its end. Send it again.');
  }
  return (await taken) ?? refused('no-file', 'Send the file as the field "file" of the form.');
}

function openForm(
  headers: ConstructorParameters<typeof Busboy>[0]['headers'],
): InstanceType<typeof Busboy> | undefined {
  try {
    return new Busboy({ headers, limits: LIMITS });
  } catch {
    return undefined;
  }
}

const nameComesLate = refused('no-name', 'Send the field "name", the gossiper’s, before the field "file".');
