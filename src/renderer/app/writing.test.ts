import { expect, it } from 'vitest';
import { readDraft, keepDraft } from '../lib/drafts.ts';
import { fakeFile } from '../lib/fakeFiles.ts';
import {
  abandonWritings,
  changeWriting,
  createWritings,
  draftOf,
  giveBack,
  writingIn,
  type ReadyAttachment,
} from './writing.ts';

const problem = { code: 'connection-lost', message: 'The connection to the peer was lost.' };
const ready = (key: number): ReadyAttachment => ({
  key,
  name: 'a.txt',
  size: 1,
  state: { kind: 'ready', file: { ...fakeFile(), added: true } },
});

it('what could not be sent stands above what was written meanwhile, in view or not, and is kept', () => {
  const writings = createWritings();
  const draft = draftOf('work', '');
  keepDraft(draft, 'second');
  giveBack(writings, '', draft, { text: 'first', problem, files: [] });
  expect(writingIn(writings.getState(), '')).toMatchObject({ text: 'first\nsecond', problem });
  expect(readDraft(draft)).toBe('first\nsecond');
  changeWriting(writings, '', () => ({ text: '' }));
  giveBack(writings, '', draft, { text: 'again', problem, files: [] });
  expect(readDraft(draft)).toBe('again');
});

it('files come back before those that were added meanwhile', () => {
  const writings = createWritings();
  changeWriting(writings, '', () => ({ attachments: [ready(3)], sending: [ready(1), ready(2)] }));
  giveBack(writings, '', draftOf('first', ''), { text: '', problem, files: [1] });
  const { attachments, sending } = writingIn(writings.getState(), '');
  expect([attachments, sending].map((list) => list.map(({ key }) => key))).toEqual([[1, 3], [2]]);
});

it('what is still read when the group is left is called off', () => {
  const writings = createWritings();
  const abort = new AbortController();
  changeWriting(writings, '', () => ({
    attachments: [{ key: 1, name: 'a.txt', size: 1, state: { kind: 'preparing', abort } }],
  }));
  abandonWritings(writings);
  expect(abort.signal.aborted).toBe(true);
});
