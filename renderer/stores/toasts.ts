import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** `blocked` is spoken at once by screen readers and stays until it is closed. */
  readonly tone: 'plain' | 'done' | 'blocked';
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

export interface ToastsState {
  readonly toasts: readonly Toast[];
  show(toast: { readonly text: string; readonly tone?: Toast['tone']; readonly action?: Toast['action'] }): void;
  dismiss(id: number): void;
}
export type ToastsStore = StoreApi<ToastsState>;

/** More than these at once hide the page; the oldest give way. */
const mostToasts = 3;

export function createToastsStore(): ToastsStore {
  let last = 0;
  return createStore<ToastsState>((set) => ({
    toasts: [],
    show({ text, tone = 'plain', action = null }) {
      last += 1;
      const toast: Toast = { id: last, text, tone, action };
      set(({ toasts }) => ({ toasts: [...toasts.filter((each) => each.text !== text), toast].slice(-mostToasts) }));
    },
    dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
  }));
}
