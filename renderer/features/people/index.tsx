export { PersonCard } from './person-card.tsx';
export { Profile } from './profile.tsx';
export { Relations } from './relations.tsx';
export { usePerson } from './use-person.ts';
