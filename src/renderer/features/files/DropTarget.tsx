import { useEffect, useEffectEvent, useState } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './DropTarget.module.css';

interface DropTargetProps {
  onFiles: (files: readonly File[]) => void;
  /** Something was dropped that is no file. */
  onFolder: (name: string) => void;
}

/** While files are dragged over the window: where they go. A drop anywhere on it counts, unless a dialog is open. */
export function DropTarget({ onFiles, onFolder }: DropTargetProps) {
  const { t } = useLanguage();
  const [isOver, setOver] = useState(false);
  const onDropped = useEffectEvent((files: readonly File[], folders: readonly string[]): void => {
    for (const name of folders) onFolder(name);
    onFiles(files);
  });

  useEffect(() => {
    const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;
    // A dialog hides the conversation that they would go to.
    const mayDrop = (): boolean => document.querySelector('dialog[open]') === null;
    // Each element that the pointer comes over enters, and the one before leaves, in this order.
    let depth = 0;
    const onEnter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(mayDrop());
    };
    const onLeave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault(); // otherwise the browser would show the file instead of the page
      if (event.dataTransfer !== null && !mayDrop()) event.dataTransfer.dropEffect = 'none';
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (!mayDrop()) return;
      const files: File[] = [];
      const folders: string[] = [];
      for (const item of event.dataTransfer?.items ?? []) {
        const file = item.getAsFile();
        if (file === null) continue;
        if (item.webkitGetAsEntry()?.isDirectory === true) folders.push(file.name);
        else files.push(file);
      }
      onDropped(files, folders);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, []);

  if (!isOver) return undefined;
  return (
    <div className={styles.target}>
      <div className={styles.words}>
        <Icon name="clip" size={28} />
        <p className={styles.title}>{t('attachDrop')}</p>
        <p>{t('attachDropHelp')}</p>
      </div>
    </div>
  );
}
