// Words of applications, with forms of them that a search must find, and words that look alike and must not be found.
// `TUNED` was at hand when the rules were written; `HELD_BACK` was written afterwards, and no rule was changed for it.
//
// A line: what is asked for > what must be found | what must not. Each form is a pair of its own.

export interface WordPair {
  query: string;
  text: string;
  isHit: boolean;
}

const TUNED = `
Ankara'nın > Ankara Ankara’da ANKARA'DAN Ankaralılar | Antalya
İstanbul'daki > İstanbul İstanbul’un istanbulda | İzmir
İzmir’e > İzmir İZMİR'DE | izin
CİMER'in > CİMER CİMER’e | çimento
2026’nın > 2026 2026'da | 2025
Kur'an > Kur'an Kur’an'ın | kur kurs
başvuru > başvurular başvurusu başvurularımızın başvurumun başvuruda başvurudan başvuruya başvurusunun | başkan basın
başvurularımızın > başvuru başvurular başvurusu | basın
basvuru > başvuru başvurularımızın BAŞVURU Başvurusu
kağıt > kağıdı kağıtlar kağıdının kâğıt kağıda kağıtları | kağnı
kağıdı > kağıt kağıtlar kağıttan | kadı
kagit > kağıdı kâğıdın
kitap > kitabı kitaplar kitabımızda kitaplık kitaplığı | kitle
kitabımı > kitap kitaplar | kutup
müdürlük > müdürlüğü müdürlüğüne müdürlüklerin | mühür
mudurlugu > müdürlük müdürlüğünden
renk > rengi renkler rengini | rekor
ağaç > ağacı ağaçlar ağacın ağaçların ağaçlandırma | ağ ağıt
agac > ağaçları ağacımız
şehir > şehri şehirler şehrin şehirde şehrimizin | sihir
şehrimizde > şehir şehirlerde
burun > burnu burnum | buruk
oğul > oğlum oğlu oğlunun oğullarım
kayıt > kaydı kaydım kayıtlar kaydımın kayıtlı | kayın kayık
fikir > fikri fikrimiz fikirler
isim > ismi isimler ismimiz
izin > izni izinler iznim | iz
resim > resmi resimler
su > suyu suyumuz suyun sular suya sudan susuz | suç sunum sube süre süt
suyumuz > su sular | uyum
SU > suyu Su
ev > evi evler evimizin evden evde evlerimizde | evlat evrak
evlerimizden > ev evi evde
yol > yolu yollar yolun yola yolda yollarımız | yolcu yolsuzluk
yolların > yol yolu yolda
çöp > çöpler çöpü çöpleri çöpün | çoban çorap
cop > çöp çöpler
ışık > ışığı ışıklar ışıkları | işçi
isik > ışık ışıklar
İŞİTME > işitme işitmeyen
iş > işi işler işim işimden işten | ışın işaret
çocuk > çocuğum çocuklar çocuğu çocuklarımız çocuğun | çorba
çocuğuma > çocuk çocuklar
hastane > hastanesi hastanede hastaneler hastanenin hastaneye | hastalık hasta
hasta > hastalar hastanın hastayım hastamız | hastane
hastalarımız > hasta hastanın
doktor > doktorlar doktoru doktora doktorun | doküman
randevu > randevusu randevular randevumu randevuya | rende
okul > okulu okullar okulun okulda okulumuz | okuma
okulumuzda > okul okullar
öğretmen > öğretmeni öğretmenler öğretmenimizin | öğrenci
ogretmen > öğretmen öğretmenlerin
öğrenci > öğrenciler öğrencinin öğrencileri | öğretmen
engelli > engelliler engellilerin engelliye | engel
engel > engeller engeli engellerin
kadın > kadınlar kadının kadınların | kadı kadro
kadı > kadılar | kadın kadınlar
kapı > kapısı kapılar kapının kapıda | kapak kapsam
kap > kaplar kabı | kapı kapalı
kara > karalar karada | karar kar karakol karın
kar > karlar karı karda | karar kara kart karakol
karar > kararı kararlar kararın kararımız | kara kar
para > paralar parası parayı paramı | parça park parsel
park > parkı parklar parkta parkın | para parça
kira > kirası kiralar kiramız kiracı kirayı | kiraz kir
köprü > köprüsü köprüler köprünün köprüye | köpek
kopru > köprü köprüsü köprüler
köpek > köpeği köpekler köpeklerin köpeğin | köprü
sokak > sokağı sokaklar sokağımız sokakta | soba sokma
sokagimizda > sokak sokağı
mahalle > mahallesi mahallemiz mahallemizde mahalleler | mahkeme
mahkeme > mahkemesi mahkemeye mahkemeler | mahalle
belediye > belediyesi belediyenin belediyeler belediyeye | belde belge
belge > belgesi belgeler belgenin belgeyi | belediye bel
bel > beli belim | belge belediye
elektrik > elektriği elektrikler elektriğimiz elektriksiz | elek
elektriğimiz > elektrik elektrikler
fatura > faturası faturalar faturamı faturanın | fabrika
vergi > vergisi vergiler verginin vergiden | veri
veri > veriler verilerin verisi | vergi
yardım > yardımı yardımlar yardıma yardımın | yar
deprem > depremi depremler depremde depremden depremzede | depo
çadır > çadırı çadırlar çadırda | çamur
cadir > çadır çadırlar
yıkıldı > yıkılmış yıkıldık yıkılan
yapılmadı > yapılması yapılan yapılmamış
kesildi > kesilmiş kesilen kesilmesi kesiliyor
ödeme > ödemesi ödemeler ödemenin ödemeyi | ödev
ödemek > ödeme ödedim ödüyor
bekliyorum > bekledim bekleme bekler
saat > saatler saati saatte saatinde | saha
alkol > alkolü alkollü | al
rol > rolü roller
hak > hakkı haklar hakkımız | hakem haki
tıp > tıbbı | tip
cevap > cevabı cevaplar cevabını | cevher
kalp > kalbi kalbim kalpler | kalıp
borç > borcu borçlar borcum borcumun | boru bor
ilaç > ilacı ilaçlar ilacım ilaçlarımı | ilan ilçe
ilçe > ilçesi ilçeler ilçemiz ilçede | ilaç
kurum > kurumu kurumlar kurumun kurumunuz | kurul kuru kural
kuru > kurusu | kurum kurul
kurul > kurulu kurullar kurula | kurum kural
yaş > yaşı yaşım yaşında | yasak yazı
yasa > yasası yasalar yasanın | yasak yaşa
yasak > yasağı yasaklar | yasa
yazı > yazısı yazılar yazıyı yazının | yaz
maaş > maaşı maaşım maaşlar maaşımı | maske
emekli > emekliler emeklinin emeklisi | emek
emek > emeği emeğim | emekli
aile > ailesi aileler ailem ailemizin | ail
anne > annesi annem annemin anneler | an
baba > babası babam babamın | bab
kardeş > kardeşi kardeşim kardeşlerim | kar
nüfus > nüfusu nüfusa nüfusta | nüfuz
tapu > tapusu tapular tapumuz | tapa
imar > imarı imara imarın | imam
imam > imamı imamın | imar
cami > camisi camiler camiye camii | cam
cam > camlar camı camın | cami camia
park yeri > otopark·park·yerinde parkların·yeri | parkta
su kesintisi > sular·kesildi·kesinti suyun·kesintisi kesintiler·su | su
kaldırım taşı > kaldırımların·taşları
`;

const HELD_BACK = `
dilekçe > dilekçesi dilekçem dilekçeler dilekçemin dilekçenizi | dilek dil
dilekçelerimize > dilekçe dilekçem | dilim
muhtarlık > muhtarlığı muhtarlıklar muhtarlığın | muhtemel
muhtar > muhtarı muhtarımız muhtarlar | muhit
direk > direği direkler direğin | diren
elektrik direği > elektrik·direkleri direğin·elektriği | elektrik
bacak > bacağı bacağım bacaklarım | baca
baca > bacası bacalar bacadan | bacak
tekerlekli sandalye > tekerlekli·sandalyem tekerlekli·sandalyenin
rampa > rampası rampalar rampanın | ram
asansör > asansörü asansörler asansörün asansöre
asansor > asansör asansörü
kanalizasyon > kanalizasyonu kanalizasyonun | kanal
koku > kokusu kokular kokuyor | kok
gürültü > gürültüsü gürültüden gürültülü | gür
gurultu > gürültü gürültüsü
otobüs > otobüsü otobüsler otobüste | oto
durak > durağı duraklar durakta durağımız | durum
burs > bursu burslar bursum | burun
yurt > yurdu yurtlar yurdunda yurtta | yurttaş
kart > kartı kartlar kartım | karton
zabıta > zabıtası zabıtaya zabıtalar
arıza > arızası arızalar arızanın arızalı | arı
sel > seli selde selden | selam
enkaz > enkazı enkazın enkazda enkazdan
hasar > hasarı hasarlı hasarın | has
konut > konutu konutlar konutta konutlarımız | konu
konu > konusu konular konuda | konut
orman > ormanı ormanlar ormanda ormanımız | or
yangın > yangını yangınlar yangında | yan
mezarlık > mezarlığı mezarlıkta mezarlıklar | meze
sağlık > sağlığı sağlığım sağlıkta | sağ
sagligim > sağlık sağlığı
işçi > işçiler işçinin işçisi | iş
pasaport > pasaportu pasaportum pasaportlar
ehliyet > ehliyeti ehliyetim ehliyetler | ehil
ruhsat > ruhsatı ruhsatlar ruhsatın | ruh
tüp > tüpü tüpler | tüy
hayvan > hayvanı hayvanlar hayvanların | hayat
hayat > hayatı hayatım hayatta | hayvan
sağır > sağırlar sağırım | sığır
işaret dili > işaret·dilinde işaret·dili·tercümanı
tercüman > tercümanı tercümanlar tercümana | tercih
kör > körüm körler | kürk
görme engelli > görme·engellilerin görme·engelliyim
çekiyoruz > çektik çekmek
düzeltilsin > düzeltilmesi düzeltildi
çalışmıyor > çalışma çalışmayan
bozuldu > bozulmuş bozulan bozulması
`;

export const TUNED_PAIRS: readonly WordPair[] = read(TUNED);
export const HELD_BACK_PAIRS: readonly WordPair[] = read(HELD_BACK);

function read(table: string): WordPair[] {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [query = '', rest = ''] = line.split(' > ');
      const [hits = '', misses = ''] = rest.split('|');
      const pairsOf = (words: string, isHit: boolean): WordPair[] =>
        (words.match(/\S+/g) ?? []).map((text) => ({ query, text: text.replaceAll('·', ' '), isHit }));
      return [...pairsOf(hits, true), ...pairsOf(misses, false)];
    });
}
