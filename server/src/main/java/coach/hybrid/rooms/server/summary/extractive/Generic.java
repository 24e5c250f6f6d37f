package coach.hybrid.rooms.server.summary.extractive;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Words every conversation has, which therefore say nothing about this one. */
final class Generic {
  private static final Set<String> WORDS =
      words(
          """
          thing things something anything nothing everything somebody anybody everybody nobody
          someone anyone everyone lot lots bit way ways kind kinds sort sorts part parts piece case
          point points fact idea ideas example reason reasons side end start beginning middle
          time times day days week weeks weekend month months year years hour hours minute minutes
          second seconds moment moments morning mornings afternoon evening evenings night nights
          today tomorrow tonight yesterday monday tuesday wednesday thursday friday saturday sunday
          january february march april may june july august september october november december
          sundays mondays tuesdays wednesdays thursdays fridays saturdays
          people person man woman guy guys one ones two three four five six seven eight nine ten
          question questions answer answers word words sentence sense picture sound hand hands
          session sessions number numbers rest whole half couple next last first same other own
          more most less least much many few little big small good great nice fine bad better best
          right wrong sure true real really okay ok yes yeah yep nope hello hi hey bye thanks thank
          please sorry welcome lovely wonderful beautiful perfect interesting hard easy able clear
          new old long short high low late early different possible important worth ready glad
          get gets got go goes going gone went come comes came make makes made take takes took put
          say says said saying tell tells told talk talks talking ask asks asked asking speak think
          thinks thought thinking know knows knew feel feels felt feeling want wants wanted need
          needs needed like likes liked love see sees saw seeing look looks looking looked hear
          hears heard mean means meant let lets give gives gave given find finds found keep keeps
          kept do does did done doing be been being is are was were am have has had having try
          tries tried happen happens happened happening use uses used seem seems work works worked
          start starts started stop stops begin mention mentioned notice noticed wonder wondered
          suppose guess imagine believe remember help helps helped leave leaves left show shows
          bring brings call calls called hope stay turn turns course deal matter matters
          stuff problem problems issue issues place places change changes life world
          choice oh um uh hm hmm huh mhm wow well favour meantime scale
          """);

  private Generic() {}

  private static Set<String> words(String text) {
    return Set.copyOf(Arrays.asList(text.strip().split("\\s+", -1)));
  }

  static boolean is(String stem, String text) {
    return WORDS.contains(text.toLowerCase(Locale.ROOT)) || WORDS.contains(stem);
  }
}
