import { Component, type ReactNode } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { Button } from '../ui/Button.tsx';
import { Page } from '../ui/Page.tsx';

interface CrashState {
  readonly what: string | undefined;
}

/** A bug in a component ends here instead of in an empty window. React knows this only as a class. */
export class CrashPage extends Component<{ children: ReactNode }, CrashState> {
  override state: CrashState = { what: undefined };

  static getDerivedStateFromError(error: unknown): CrashState {
    return { what: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    return this.state.what === undefined ? this.props.children : <Crashed what={this.state.what} />;
  }
}

function Crashed({ what }: { what: string }) {
  const { t } = useLanguage();
  return (
    <Page title={t('crashTitle')} text={t('crashText')}>
      <code dir="ltr">{what}</code>
      <div>
        <Button look="primary" onClick={() => location.reload()}>
          {t('reload')}
        </Button>
      </div>
    </Page>
  );
}
