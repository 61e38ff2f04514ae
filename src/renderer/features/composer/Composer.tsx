import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { done, refused, unreachable, type Problem, type Result } from '../../../api/result.ts';
import { MAX_PRIVATE_TEXT_BYTES, MAX_TEXT_BYTES } from '../../../api/contract.ts';
import { currentOrigin } from '../../app/conversations.ts';
import { selectPeople } from '../../app/selectors.ts';
import { useAppContext } from '../../app/store.tsx';
import { useOther, useTitle } from '../../app/useConversation.ts';
import { EVERYONE } from '../../app/views.ts';
import { changeWriting, draftOf, giveBack, offered, sent, writingIn, type ReadyAttachment } from '../../app/writing.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { CompletionList, optionId } from '../../ui/CompletionList.tsx';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/Icon.tsx';
import { AttachmentTray } from '../files/AttachmentTray.tsx';
import { DropTarget } from '../files/DropTarget.tsx';
import { useAttachments } from '../files/useAttachments.ts';
import { commands, escape, readTyped, type Typed } from './slashCommand.ts';
import { addressed } from './receiver.ts';
import { byteUse } from './byteLimit.ts';
import { EmojiButton } from './EmojiButton.tsx';
import { insertInto } from './insertInto.ts';
import { useCompletion } from './useCompletion.ts';
import { withEmoji } from './withEmoji.ts';
import styles from './Composer.module.css';
import { useDraft } from './useDraft.ts';
import { useSlowSending } from './useSlowSending.ts';

const MAX_ROWS = 8;

/** The same text would be refused again, for ever. */
const needsChange: ReadonlySet<string> = new Set([
  'incomplete-command',
  'unknown-command',
  'bad-address',
  'own-address',
  'attach-wait',
]);

/** Writes a message. The text is cleared at once and comes back, with the reason, where it could not be sent. */
export function Composer() {
  const { t, code } = useLanguage();
  const app = useAppContext();
  const { session } = app;
  const { writings } = session;
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const other = useOther();
  const conversation = other.kind === 'everyone' ? EVERYONE : other.origin;
  const title = useTitle();
  const [text, setText] = useDraft(conversation);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const kept = useStore(writings, (all) => writingIn(all, conversation).problem);
  const setProblem = (now: Problem | undefined): void =>
    changeWriting(writings, conversation, () => ({ problem: now }));
  const { isSlow, sending } = useSlowSending();
  const { used, limit, over, isNear } = byteUse(
    text,
    conversation === EVERYONE ? MAX_TEXT_BYTES : MAX_PRIVATE_TEXT_BYTES,
  );
  const completion = useCompletion(input, text);
  const attachments = useAttachments(conversation);
  const chooser = useRef<HTMLInputElement>(null);
  const isReading = attachments.list.some(({ state }) => state.kind === 'preparing');
  const problem = kept?.code === 'attach-wait' && !isReading ? undefined : kept;
  const canSend = over === 0 && (text.trim() !== '' || attachments.list.some(({ state }) => state.kind === 'ready'));

  const send = async (): Promise<void> => {
    input.current?.focus();
    if (!canSend) return;
    const ready = attachments.take();
    if (ready === undefined) {
      setProblem({ code: 'attach-wait', message: t('attachWait') });
      return;
    }
    const sent = text;
    setText('');
    setProblem(undefined);
    setHelpOpen(false);
    const words = await withEmoji(sent.toWellFormed().trim(), code);
    const unsent = [...ready];
    const result = ready.length === 0 ? await act(readTyped(words)) : await offer(words, unsent);
    if (result.ok) return;
    giveBack(writings, conversation, draftOf(app.id, conversation), {
      text: unsent.length < ready.length ? '' : sent, // it went with the first file
      problem: result.problem,
      files: unsent.map(({ key }) => key),
    });
  };

  const act = async (typed: Typed): Promise<Result<unknown>> => {
    switch (typed.kind) {
      case 'say':
        return await sending(session.say(typed.text, conversation));
      case 'msg':
        return await message(typed.rest);
      case 'nick':
        return await sending(session.setName(typed.name));
      case 'add':
        return await sending(session.addPeer(typed.address));
      case 'help':
        setHelpOpen(true);
        return done({});
      case 'incomplete':
        return refused('incomplete-command', t('commandIncomplete', { command: typed.command }));
      case 'unknown':
        return refused('unknown-command', t('commandUnknown', { command: typed.command }));
      default:
        return unreachable(typed);
    }
  };

  /** The first with the words, the others by themselves. What was sent leaves `unsent`. */
  const offer = async (words: string, unsent: ReadyAttachment[]): Promise<Result<unknown>> => {
    let caption = words;
    for (let next = unsent[0]; next !== undefined; next = unsent[0]) {
      const { id: file } = next.state.file;
      const result = await sending(session.say(caption, conversation, file));
      if (!result.ok) return result;
      offered(writings, file);
      sent(writings, conversation, next.key);
      unsent.shift();
      caption = '';
    }
    return done({});
  };

  /** To one person, whose conversation comes into view once it is said. */
  const message = async (rest: string): Promise<Result<unknown>> => {
    const state = app.store.getState();
    const found = addressed(rest, selectPeople(state), (origin) => currentOrigin(state, origin));
    if (found.kind === 'nobody') return refused('msg-nobody', t('msgNobody'));
    if (found.kind === 'several') return refused('msg-several', t('msgSeveral'));
    const result = await sending(session.say(found.text, found.origin));
    if (result.ok) session.open(found.origin);
    return result;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (completion.onKeyDown(event)) return;
    // Enter also ends the choosing of a character in an input method; that one sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  const isPrivate = other.kind === 'person';
  const placeholder = isPrivate
    ? t('messageTo', { name: title })
    : t(other.kind === 'self' ? 'composerNotes' : 'composerPlaceholder');
  const label = isPrivate
    ? t('composerPrivate', { name: title })
    : t(other.kind === 'self' ? 'composerNotes' : 'composerLabel');
  const wrong =
    over > 0
      ? t('tooLong', { over })
      : problem && (problem.code === 'attach-wait' ? problem.message : t('notSent', { message: explain(t, problem) }));
  const mayTryAgain = over === 0 && canSend && problem !== undefined && !needsChange.has(problem.code);
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {wrong !== undefined && (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {wrong}
          {mayTryAgain && (
            <>
              {' '}
              <Button look="text" onClick={() => void send()}>
                {t('tryAgain')}
              </Button>
            </>
          )}
        </p>
      )}
      {isHelpOpen && (
        <div className={styles.help} role="status">
          <ul>
            {[...commands, escape].map(({ usage, words }) => (
              <li key={usage}>
                <code dir="auto">{t(usage)}</code> <span>{t(words)}</span>
              </li>
            ))}
          </ul>
          <Button
            look="plain"
            icon
            small
            aria-label={t('close')}
            title={t('close')}
            onClick={() => {
              setHelpOpen(false);
              input.current?.focus();
            }}
          >
            <Icon name="close" />
          </Button>
        </div>
      )}
      <AttachmentTray attachments={attachments} />
      <DropTarget
        onFiles={(files) => attachments.add(files)}
        onFolder={(name) => attachments.refuse(name, t('attachFolder'))}
      />
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={t('attach')}
        onChange={({ target }) => {
          attachments.add(target.files ?? []);
          target.value = '';
          input.current?.focus();
        }}
      />
      <div className={classes(styles.box, over > 0 && styles.over)}>
        <Button look="plain" icon aria-label={t('attach')} title={t('attach')} onClick={() => chooser.current?.click()}>
          <Icon name="clip" />
        </Button>
        {completion.list && <CompletionList {...completion.list} />}
        <textarea
          ref={input}
          className={styles.input}
          rows={Math.min(MAX_ROWS, text.split('\n', MAX_ROWS).length)}
          dir="auto"
          value={text}
          placeholder={placeholder}
          aria-label={label}
          aria-invalid={over > 0}
          aria-describedby={`${id}-hint${wrong === undefined ? '' : ` ${id}-problem`}`}
          aria-autocomplete="list"
          aria-controls={completion.list?.id}
          aria-activedescendant={completion.list && optionId(completion.list.id, completion.list.at)}
          autoFocus
          onSelect={({ currentTarget }) => completion.setCaret(caretOf(currentTarget))}
          onChange={(event) => {
            completion.setCaret(caretOf(event.target));
            setText(event.target.value);
            setProblem(undefined);
          }}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const { files } = event.clipboardData;
            if (files.length === 0) return;
            event.preventDefault();
            attachments.add(files);
          }}
        />
        <EmojiButton
          onTake={(glyph) => {
            const field = input.current;
            if (field !== null) insertInto(field, field.selectionStart, field.selectionEnd, glyph);
          }}
          onLeave={() => input.current?.focus()}
        />
        <Button
          type="submit"
          look="primary"
          icon
          className={styles.send}
          aria-label={t('send')}
          title={t('send')}
          aria-disabled={!canSend}
        >
          <Icon name="send" />
        </Button>
      </div>
      <p className={styles.below}>
        <span id={`${id}-hint`}>{t('composerHint')}</span>
        <span role="status">{isSlow && t('sending')}</span>
        {isNear && <span className={styles.count}>{t('bytesUsed', { used, limit })}</span>}
      </p>
    </form>
  );
}

/** Where something is selected nothing is being typed. */
const caretOf = ({ selectionStart, selectionEnd }: HTMLTextAreaElement): number =>
  selectionStart === selectionEnd ? selectionEnd : 0;
