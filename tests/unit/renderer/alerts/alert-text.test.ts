import { describe, expect, it } from 'vitest';
import { whatText } from '../../../../src-renderer/alerts/alert-text.ts';

const vehicle = { id: '1', name: 'Unit 7 – Reefer' };

describe('what an alert says beside its truck', () => {
  it('leaves the name of the truck out, and stays a sentence of its own', () => {
    expect(whatText({ vehicle, title: 'Unit 7 – Reefer: Harsh braking' })).toBe('Harsh braking');
    expect(whatText({ vehicle, title: 'Unit 7 – Reefer at 88 mph' })).toBe('At 88 mph');
  });

  it('keeps a title that does not begin with it, or is nothing else', () => {
    expect(whatText({ vehicle, title: 'Fuel of Unit 7 – Reefer' })).toBe('Fuel of Unit 7 – Reefer');
    expect(whatText({ vehicle, title: 'Unit 7 – Reefer' })).toBe('Unit 7 – Reefer');
    expect(whatText({ vehicle: null, title: 'at rest' })).toBe('at rest');
  });
});
