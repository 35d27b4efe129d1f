
/*!40101 SET @saved_cs_client     = @@character_set_client */;
DROP TABLE IF EXISTS `t`;
CREATE TABLE `t` (
  `ID` int(11) NOT NULL,
  `Title` varchar(2000) DEFAULT ''
);
INSERT INTO `t` VALUES (1,'one');
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `t_edited` BEFORE UPDATE ON `t`
 FOR EACH ROW BEGIN
  INSERT INTO `t` VALUES (99,'a trigger''s row; not ours');
  INSERT INTO `t_edited` SELECT * FROM `t` WHERE ID = OLD.ID; -- don't
END */;;
CREATE PROCEDURE p() BEGIN
  INSERT INTO `t` VALUES (98,'DELIMITER ;
');
END;;
DELIMITER ;
INSERT INTO `t` VALUES (2,'two');
