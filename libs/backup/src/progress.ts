/** What a long piece of work does at the moment. */
export type BackupStage = 'originals' | 'index' | 'database' | 'models' | 'checking' | 'restoring';

/** Told how far each stage has come; `total` is null where nobody knows before the end. */
export type OnProgress = (stage: BackupStage, done: number, total: number | null) => void;
