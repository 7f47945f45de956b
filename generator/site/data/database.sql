-- 名录数据库：规范化的各表，外键齐全。日期为 ISO 文本；未知的值为 NULL。
CREATE TABLE about ( -- 本文件的来历：名录、截至日、许可、演示数据声明
  key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE statuses ( -- 资格状态的代码
  code TEXT PRIMARY KEY, label TEXT NOT NULL, meaning TEXT) WITHOUT ROWID;
CREATE TABLE functions ( -- 服务功能的代码
  term TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE departments ( -- 主管部门，名称和所辖的市取截至日的
  id TEXT PRIMARY KEY, name TEXT NOT NULL, city TEXT) WITHOUT ROWID;
CREATE TABLE regulations ( -- 办法的各个版本
  id TEXT PRIMARY KEY, title TEXT NOT NULL, document_number TEXT, level TEXT NOT NULL,
  in_force_starts TEXT, in_force_ends TEXT) WITHOUT ROWID;
CREATE TABLE notices ( -- 官方文件所办的每一件事，document 为文件编号（办几件事的，id 后加“#”和序号），issued_on 照原文（只知月份时写到月）；content 为其余所载各项（JSON）
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, kind_label TEXT NOT NULL, title TEXT NOT NULL,
  document_number TEXT, issued_on TEXT NOT NULL, effective_on TEXT NOT NULL,
  issuer TEXT NOT NULL REFERENCES departments(id),
  regulation TEXT NOT NULL REFERENCES regulations(id), batch TEXT, content TEXT NOT NULL,
  document TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE platforms ( -- 示范平台，各列同 platforms.csv；status 以 as_of 为准，引用时须带上 caveats
  {columns},
  PRIMARY KEY (id),
  FOREIGN KEY (status) REFERENCES statuses(code),
  FOREIGN KEY (designation) REFERENCES notices(id),
  FOREIGN KEY (bar_by) REFERENCES notices(id)) WITHOUT ROWID;
CREATE TABLE platform_functions ( -- 平台的服务功能
  platform TEXT NOT NULL REFERENCES platforms(id), position INTEGER NOT NULL,
  function TEXT NOT NULL REFERENCES functions(term), PRIMARY KEY (platform, position)) WITHOUT ROWID;
CREATE TABLE names ( -- 平台与单位的历次名称，起止都含当日
  platform TEXT NOT NULL REFERENCES platforms(id), position INTEGER NOT NULL, name TEXT,
  operating_unit TEXT NOT NULL, credit_code TEXT, starts TEXT, ends TEXT,
  PRIMARY KEY (platform, position)) WITHOUT ROWID;
CREATE TABLE places ( -- 平台历次的所在地，起止都含当日
  platform TEXT NOT NULL REFERENCES platforms(id), position INTEGER NOT NULL,
  division TEXT NOT NULL, city TEXT, starts TEXT, ends TEXT,
  PRIMARY KEY (platform, position)) WITHOUT ROWID;
CREATE TABLE spells ( -- 状态沿革：查某一天，取 starts <= 该日 <= ends 的一行；status_since 为本状态的第一日
  platform TEXT NOT NULL REFERENCES platforms(id), starts TEXT NOT NULL, ends TEXT,
  status TEXT NOT NULL REFERENCES statuses(code), status_since TEXT, event TEXT,
  explanation TEXT, designation TEXT REFERENCES notices(id),
  PRIMARY KEY (platform, starts)) WITHOUT ROWID;
CREATE TABLE spell_caveats ( -- 各段的附注：引用状态时须带上
  platform TEXT NOT NULL, starts TEXT NOT NULL, position INTEGER NOT NULL,
  code TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (platform, starts, position),
  FOREIGN KEY (platform, starts) REFERENCES spells(platform, starts)) WITHOUT ROWID;
CREATE TABLE spell_decided_by ( -- 各段所依据的全部文件
  platform TEXT NOT NULL, starts TEXT NOT NULL, position INTEGER NOT NULL,
  notice TEXT NOT NULL REFERENCES notices(id), PRIMARY KEY (platform, starts, position),
  FOREIGN KEY (platform, starts) REFERENCES spells(platform, starts)) WITHOUT ROWID;
CREATE TABLE designations ( -- 历次认定及其有效期
  platform TEXT NOT NULL REFERENCES platforms(id), position INTEGER NOT NULL,
  decided_by TEXT NOT NULL REFERENCES notices(id), starts TEXT, ends TEXT,
  validity_changed_by TEXT REFERENCES notices(id), PRIMARY KEY (platform, position)) WITHOUT ROWID;
CREATE TABLE entries ( -- 履历：涉及平台的各份文件；row 为附表一行（JSON，只列所载的各项），更正已计入
  platform TEXT NOT NULL REFERENCES platforms(id), position INTEGER NOT NULL,
  notice TEXT NOT NULL REFERENCES notices(id), corrected_by TEXT, row TEXT,
  PRIMARY KEY (platform, position)) WITHOUT ROWID;
CREATE TABLE errata ( -- 勘误：登记时录错、已经改正的各处，不是官方文件；of 为文件、事项或平台的编号，fields 为改正了的字段（JSON）
  id TEXT PRIMARY KEY, of TEXT NOT NULL, fields TEXT NOT NULL, what TEXT NOT NULL,
  found_on TEXT NOT NULL) WITHOUT ROWID;
CREATE VIEW platforms_search AS -- 供查找：names 为历次名称和单位、并入的编号，names LIKE '%检测%' 查任意片段，几个字都可以
  SELECT id, name, operating_unit, credit_code,
    (SELECT group_concat(coalesce(n.name || ' ', '') || n.operating_unit, ' ')
     FROM names n WHERE n.platform = platforms.id) || coalesce(' ' || merged_ids, '') AS names
  FROM platforms;
