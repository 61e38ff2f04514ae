import { useState, type ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import { classes } from '../../ui/classes.ts';
import { sortedBy, sortRows, type SortedBy } from './sorting.ts';
import styles from './SortableTable.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly isNumber?: boolean;
  readonly keyOf: (row: Row) => string | number | null;
  readonly cell: (row: Row) => ReactNode;
}

interface SortableTableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  isChosen?: (row: Row) => boolean;
}

/** A table whose heads sort it. The first column names the row. */
export function SortableTable<Row>({ caption, columns, rows, idOf, isChosen }: SortableTableProps<Row>) {
  const { locale } = useLanguage();
  const [sorted, setSorted] = useState<SortedBy<string>>({ column: columns[0]?.id ?? '', isDown: false });
  const by = columns.find(({ id }) => id === sorted.column) ?? columns[0];
  const collator = new Intl.Collator(locale, { numeric: true });
  const shown = by === undefined ? rows : sortRows(rows, by.keyOf, sorted.isDown, collator.compare);
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ id, title, hint, isNumber }) => (
            <th
              key={id}
              scope="col"
              className={isNumber === true ? styles.number : undefined}
              aria-sort={by?.id !== id ? 'none' : sorted.isDown ? 'descending' : 'ascending'}
            >
              <button type="button" title={hint} onClick={() => setSorted(sortedBy(sorted, id))}>
                {title}
                <span aria-hidden="true" className={styles.arrow}>
                  {by?.id !== id ? '' : sorted.isDown ? '↓' : '↑'}
                </span>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <tr key={idOf(row)} className={classes(isChosen?.(row) === true && styles.chosen)}>
            {columns.map(({ id, cell, isNumber }, index) =>
              index === 0 ? (
                <th key={id} scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td key={id} className={isNumber === true ? styles.number : undefined}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
