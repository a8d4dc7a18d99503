import { trySeeds } from './seeds.ts';

trySeeds(4, 4);
