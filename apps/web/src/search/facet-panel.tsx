import type { SearchFacets } from '#contracts';
import { Text, UnstyledButton } from '@mantine/core';
import { formatLanguage, formatNumber } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { type FacetField, hasOperator, operatorOf, toggleOperator } from './query-operators.js';
import classes from './search.module.css';

const words = strings.search.facets;
const FIELDS: readonly FacetField[] = ['collection', 'type', 'matter', 'author', 'year', 'language'];
/** Values shown of each. */
const MOST = 8;

interface Props {
  facets: SearchFacets;
  query: string;
  onQuery: (query: string) => void;
}

/** What the matches are; a value puts its operator into the query, or takes it out again. */
export function FacetPanel({ facets, query, onQuery }: Props) {
  return (
    <section aria-label={words.title}>
      <Text size="xs" c="dimmed" mb="sm">
        {facets.isPartial ? words.partial(facets.documents) : words.whole(facets.documents)}
      </Text>
      {FIELDS.filter((field) => facets[field].length > 0).map((field) => (
        <fieldset key={field} className={classes.facet}>
          <legend>{words[field]}</legend>
          {facets[field].slice(0, MOST).map(({ value, documents }) => {
            const operator = operatorOf(field, value);
            return (
              <UnstyledButton
                key={value}
                className={classes.value}
                aria-pressed={hasOperator(query, operator)}
                onClick={() => onQuery(toggleOperator(query, operator))}
              >
                <bdi className={classes.valueName} title={value}>
                  {field === 'language' ? formatLanguage(value) : value}
                </bdi>
                <Text span size="xs" c="dimmed">
                  {formatNumber(documents)}
                </Text>
              </UnstyledButton>
            );
          })}
        </fieldset>
      ))}
    </section>
  );
}
