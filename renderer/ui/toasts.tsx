import { X } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { Button, IconButton } from './button.tsx';
import { StateIcon } from './state-icon.tsx';
import css from './toasts.module.css';

export interface ToastView {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'done' | 'blocked';
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

const goesAfterMs = 6_000;

/** Short messages at the bottom. Good news is spoken when there is a pause and goes by itself; bad news at once, and stays. */
export function Toasts({ toasts, onDismiss }: { readonly toasts: readonly ToastView[]; readonly onDismiss: (id: number) => void }) {
  return (
    <div className={css.stack}>
      <div aria-live="polite">
        {toasts.filter((toast) => toast.tone !== 'blocked').map((toast) => (
          <ToastRow key={toast.id} toast={toast} onDismiss={onDismiss} />
        ))}
      </div>
      <div aria-live="assertive">
        {toasts.filter((toast) => toast.tone === 'blocked').map((toast) => (
          <ToastRow key={toast.id} toast={toast} onDismiss={onDismiss} />
        ))}
      </div>
    </div>
  );
}

function ToastRow({ toast, onDismiss }: { readonly toast: ToastView; readonly onDismiss: (id: number) => void }) {
  const dismiss = useEffectEvent(() => onDismiss(toast.id));
  useEffect(() => {
    if (toast.tone === 'blocked') return;
    const timer = window.setTimeout(() => dismiss(), goesAfterMs);
    return () => window.clearTimeout(timer);
  }, [toast.tone]);
  return (
    <div className={css.toast} data-tone={toast.tone}>
      {toast.tone !== 'plain' && <StateIcon state={toast.tone} />}
      <span className={css.text}>{toast.text}</span>
      {toast.action !== null && (
        <Button
          look="link"
          size="s"
          onClick={() => {
            toast.action?.run();
            onDismiss(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton label="Close this message" size="s" onClick={() => onDismiss(toast.id)}>
        <X />
      </IconButton>
    </div>
  );
}
