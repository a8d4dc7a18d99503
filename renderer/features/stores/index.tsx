import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Stores } from '../../stores/stores.ts';

const StoresContext = createContext<Stores | null>(null);

export function StoresProvider({ stores, children }: { readonly stores: Stores; readonly children: ReactNode }) {
  return <StoresContext value={stores}>{children}</StoresContext>;
}

export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (stores === null) throw new Error('useStores outside StoresProvider');
  return stores;
}

/** The chosen part of a store; the component draws again when that part is another object. */
export function useStoreValue<State, Part>(store: StoreApi<State>, choose: (state: State) => Part): Part {
  return useStore(store, choose);
}
