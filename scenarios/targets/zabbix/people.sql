-- The accounts that people have beforehand. They are called by their addresses, and have no passwords.
INSERT INTO users (userid, username, roleid) VALUES
  (11, 'employee@acme.test', 1),
  (12, 'colleague@acme.test', 1),
  (13, 'victim@acme.test', 1),
  (14, 'outsider@acme.test', 1),
  (15, 'admin@acme.test', 3),
  (16, 'suspended@acme.test', 1),
  (17, 'staged@acme.test', 1),
  (18, 'not-victim@acme.test', 1),
  (19, 'victim@acme.test.mallory.example', 1);
INSERT INTO usrgrp (usrgrpid, name) VALUES (13, 'Acme');
INSERT INTO users_groups (id, usrgrpid, userid) SELECT 100 + userid, 13, userid FROM users WHERE userid > 10;
