CREATE TABLE IF NOT EXISTS `libgen`.`odd``name` (
  `ID` int(11) unsigned NOT NULL AUTO_INCREMENT COMMENT 'key, not (a) name',
  `Title, (main)` varchar(2000) DEFAULT ' ,) GENERATED ALWAYS AS (',
  `TitleLower` varchar(2000) GENERATED ALWAYS AS (lower(`Title, (main)`)) VIRTUAL,
  Price decimal(10,2) DEFAULT 0.00,
  `Twice` int AS (`ID` * 2) PERSISTENT,
  `Kind` enum('a,b','c)') NOT NULL DEFAULT 'a,b',
  PRIMARY KEY (`ID`),
  UNIQUE KEY `Title` (`Title, (main)`(100)),
  CONSTRAINT `c` CHECK (`Price` > 0)
) ENGINE=MyISAM DEFAULT CHARSET=utf8;
