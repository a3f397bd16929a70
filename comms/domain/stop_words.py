"""Words that say nothing about the subject, without accents, in English, Spanish and French."""

_ENGLISH = """
a about above across after again against all along also although always among an and another any are around as at
away be because been before being below between both but by can cannot could did do does doing down during each
either else ever every few first for from further get gets give gives had has have having he her here hers him his
how i if in into is it its just keep keeps last least less let made make makes making many may me might more most
much must my near new next no nor not now of off often on once one only onto or other others our ours out over own
per put rather same second several she should since so some still such take takes than that the their theirs them
then there these they this those through to together too toward towards two under until up upon us use used uses
using very via was we well were what when where whether which while who whom whose why will with within without
would year years yet you your three four five six seven eight nine ten hundred thousand million
"""
_SPANISH = """
a al algo alguna algunas alguno algunos ambos ante antes aqui asi aun aunque bajo bien cada casi como con contra
cual cuales cualquier cuando cuanto de del desde despues donde dos durante e el ella ellas ellos en entre era eran
es esa esas ese eso esos esta estaba estan estar estas este esto estos fue fueron gran grande grandes ha haber habia
hace hacen hacer hacia han hasta hay la las le les lo los luego mas me mediante menos mi mientras mismo misma mismos
mismas mucha muchas mucho muchos muy nada ni no nos nosotros nuestra nuestras nuestro nuestros nueva nuevas nuevo
nuevos o os otra otras otro otros para parte pero por porque primer primera primero primeros puede pueden pues que
quien quienes se sea sean segun segundo ser si sido siempre sin sobre solo son su sus tal tambien tan tanto te tener
tiene tienen toda todas todo todos tras tres tu u un una unas uno unos usted y ya cuatro cinco seis siete ocho nueve
diez cien mil ano anos vez
"""
_FRENCH = """
a afin ai ainsi alors apres au aucun aucune aujourd aupres aussi autant autour autre autres aux avant avec avoir
bien car ce ceci cela celle celles celui cent cependant ces cet cette ceux chacun chaque chez ci comme comment
contre d dans de depuis des deux dix donc dont du durant elle elles en encore enfin entre es est et etaient etait
etant ete etre eux faire fait faits faites fois font grand grande grands grandes hors hui huit ici il ils j jusqu
jusque l la laquelle le lequel les lesquels leur leurs lors lorsque lui mais me meme memes mes mille moins mon n ne
ni nos notre nous nouveau nouvelle nouveaux nouvelles on ont ou par parce parmi pas pendant peu peut peuvent plus
plusieurs plutot pour pourquoi premier premiere premiers premieres puis qu quand quatre que quel quelle quelles
quels quelque quelques qui quoi s sa sans sauf se selon sept sera ses si sinon sixieme six soi soit son sont sous
souvent sur ta tandis tant tel telle telles tels tes tous tout toute toutes touts tres trois tu un une vers via
voici voila vos votre vous y cinq neuf annee annees an ans
"""
_CALENDAR = """
awareness celebrate celebrates celebration commemorate commemoration commemorates commemorating day days decade
decades global international month nations observance observed remember remembrance united week weeks world
worldwide action concerning conmemoracion conmemora conmemorar celebra celebrar celebracion decenio dia dias
internacional internacionales mes mundial mundiales naciones semana semanas unidas recuerda recuerdo commemore
commemorer celebre celebrer celebration decennie internationale internationales internationaux journee journees jour
jours mois mondial mondiale mondiaux nations semaine semaines unies souvenir
"""

_CALENDAR_WORDS = frozenset(_CALENDAR.split())
STOP_WORDS = {
    language: frozenset(listed.split()) | _CALENDAR_WORDS
    for language, listed in (("en", _ENGLISH), ("es", _SPANISH), ("fr", _FRENCH))
}
"""By language; the words that name an observance as one, “international day of”, say nothing either."""
