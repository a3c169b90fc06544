import { uploadPath } from './upload-path.js';

it('keeps the folders of a dropped or chosen folder', () => {
  expect(uploadPath({ name: 'a.pdf', path: './policies/2024/a.pdf' })).toBe('policies/2024/a.pdf');
  expect(uploadPath({ name: 'a.pdf', path: '/policies/a.pdf' })).toBe('policies/a.pdf');
  expect(uploadPath({ name: 'a.pdf', webkitRelativePath: 'policies/a.pdf' })).toBe('policies/a.pdf');
});

it('uses the name of a single file', () => {
  expect(uploadPath({ name: 'a.pdf', path: './a.pdf' })).toBe('a.pdf');
});
