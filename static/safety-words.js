// What the page shows of the key of a relayed link (docs/PROTOCOL.md, media over the service).
/** Four of them, said aloud, tell two people that nobody stands between them. */
window.safetyWords = (
  'acid actor agent alarm album amber angle apple april arena armor arrow atlas autumn baby bacon ' +
  'badge baker balance ballet bamboo banana band barrel basket beach bean bear beauty bell bench ' +
  'bird blanket blossom board boat body bonus book bottle bowl brain branch bread breeze brick ' +
  'bridge brother brush bubble bucket budget butter button cabin cable cactus cake camel camera ' +
  'camp canal candle canoe canvas carbon cargo carpet castle cattle ceiling cereal chair chalk ' +
  'cherry chess chicken child circle citizen city clay clinic clock cloud clown coast coconut ' +
  'coffee coin color copper coral corn cotton couch country cousin cradle cream cricket crowd ' +
  'crystal cup curtain dancer daughter dawn deer desert desk diamond dinner doctor dolphin donkey ' +
  'door dragon dream dress drum duck dust eagle earth echo elbow elephant engine evening eye ' +
  'fabric family farm father feather fence festival field finger fish flag flame flower fog ' +
  'forest fork fossil fox frog fruit furnace galaxy garden garlic gate ghost giant ginger giraffe ' +
  'glass glove goat gold grape grass guitar hammer harbor hat hawk heart helmet hill honey horse ' +
  'hotel house ice iron island ivory jacket jaguar jazz jewel juice jungle kettle key king ' +
  'kitchen kite knee ladder lake lamp leaf lemon letter lion lizard lobster lunch magnet maple ' +
  'market meadow melon milk mirror monkey moon morning mother mountain museum mushroom music ' +
  'needle nest night north novel ocean olive onion orange orbit owl oxygen palace panda paper ' +
  'parrot pencil penguin pepper piano pilot pirate planet pocket poem potato prince pumpkin ' +
  'pyramid quarter rabbit radio rain river rocket saddle salmon'
).split(' ');
