export const rulesText = {
  moved: 'Never post from an account that has moved',
  movedHint: 'Answers neither: people would answer an account nobody reads any more.',
  ask: (nickname: string): string => `Ask before every public post from ${nickname}`,
} as const;
