/** The tray of the conversation in view: its files are read by the desktop app where they lie, or copied to the peer. */
import { useStore } from 'zustand';
import { MAX_FILE_BYTES, type AddedFile } from '../../../api/contract.ts';
import { refused, type Result } from '../../../api/result.ts';
import { useAppContext } from '../../app/store.tsx';
import { writingIn, type Attachment } from '../../app/writing.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { desktopOf } from '../../lib/desktop.ts';
import { uploadFile } from '../../lib/fileWays.ts';
import { openTray, type Tray } from './tray.ts';

export interface Attachments extends Tray {
  readonly list: readonly Attachment[];
}

export function useAttachments(conversation: string): Attachments {
  const { t } = useLanguage();
  const { id: peer, session } = useAppContext();
  const { writings } = session;
  const list = useStore(writings, (all) => writingIn(all, conversation).attachments);

  const share = async (file: File, signal: AbortSignal): Promise<Result<AddedFile>> => {
    if (file.size > MAX_FILE_BYTES) return refused('file-too-large', '');
    const answer = await desktopOf(window)?.shareFile(peer, file);
    if (answer?.kind === 'shared') return { ok: true, value: answer.file };
    if (answer?.kind === 'failed') return { ok: false, problem: answer.problem };
    return (await uploadFile(peer, file, signal)) ?? refused('upload-failed', t('attachUploadFailed'));
  };
  const unshare = (id: string): void => void session.unshareFile(id);

  return {
    list,
    ...openTray({ writings, conversation, share, unshare, explain: (problem) => explain(t, problem) }),
  };
}
