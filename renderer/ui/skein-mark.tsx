/** The sign of the app: birds in line over water. Decorative; the word stands beside it. */
export function SkeinMark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="M9.6 6.2 12 4.5l2.4 1.7M5.900 10.200l2.400-1.700 2.400 1.700M13.300 10.200l2.400-1.700 2.400 1.700M2.300 14.300l2.400-1.700 2.400 1.700M16.900 14.300l2.400-1.700 2.400 1.700" />
      <path d="M4.500 18.700c3.200-2.400 5.600-2.400 7.600-.7 2.200 1.900 4.800 1.700 7.400-.7" />
    </svg>
  );
}
