import { useState } from 'react';
import { selectFiles } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogHead } from '../../ui/DialogHead.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { FileCard } from './FileCard.tsx';
import styles from './FilesDialog.module.css';
import { FindFiles } from './FindFiles.tsx';

interface FilesDialogProps {
  first: 'here' | 'find';
  onClose: () => void;
}

/** What is offered and fetched here, and what others offer. */
export function FilesDialog({ first, onClose }: FilesDialogProps) {
  const { t } = useLanguage();
  const [tab, setTab] = useState(first);
  return (
    <Dialog label={t('files')} className={styles.dialog} onClose={onClose}>
      <DialogHead title={t('files')} className={styles.head} onClose={onClose} />
      <Tabs
        label={t('files')}
        tabs={[
          { id: 'here', words: t('filesHere') },
          { id: 'find', words: t('filesFind') },
        ]}
        chosen={tab}
        onChoose={setTab}
      >
        {tab === 'here' ? <FilesHere /> : <FindFiles />}
      </Tabs>
    </Dialog>
  );
}

function FilesHere() {
  const { t } = useLanguage();
  const files = useAppState(selectFiles);
  if (files.length === 0)
    return (
      <div className={styles.empty}>
        <p className={styles.title}>{t('filesEmpty')}</p>
        <p>{t('filesEmptyHelp')}</p>
      </div>
    );
  return (
    <ul className={styles.list}>
      {files.map((file) => (
        <li key={file.id}>
          <FileCard file={file} />
          {!file.listed && <p className={styles.soft}>{t('fileHidden')}</p>}
        </li>
      ))}
    </ul>
  );
}
