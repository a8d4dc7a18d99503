import { trySeeds } from './seeds.ts';

trySeeds(2, 4);
