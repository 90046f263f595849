// Words that the rules of endings would take apart wrongly, all folded. Frequent words of applications; a word that is
// missing here costs a false hit ("kap" in "kapı"), never a missed one, because the word itself is always kept.

/** Base words that end like an inflected one. */
export const WHOLE_WORDS: ReadonlySet<string> = new Set(
  `abla acele acil adres aile ada adi akim alan alim altin amac ameliyat ana anne anayasa ankara antalya arazi arac arama
araba ardahan arti asgari asi aski askeri ata ay ayakkabi aylik ayri baba bahce balya banka baskan basin basvuru batman bayan bebe
bedava beden belde belediye belge belirti benzin beton bilgi bilim bina bingol birim biyoloji boya bolge bolum borc burs
bugday burada burun butun buyume bursa cadde cami canta cadi celik cevre cezaevi ceza cift ciftci cikma cin cizgi cocuk
cukur dede deniz denizli dere dergi dernek dert ders devre dikkat dil dis doga dogum dolum doktor donem dun dunya durum
duvar duzen edirne ege egitim ek ekim ekin elma emekli emlak enerji engel engelli ense ev eylem eza fatura fakulte fabrika film
firma forma fotograf gaza gazete gece gelin gelecek gelir gemi genel gida gogus gorme gozlem gun gunes guven hafta hala hali halk
halka hamile han hane hanim hap hara haric harita hata hata hayvan hasta hastane hava hava havuz hemsire hisse hikaye hizmet
iade icin icme igne ikamet ilan ilce ilac ileti iletisim imza insan insaat internet iptal isik isim isitme isleme islem izin
izmir kabin kadi kadin kafa kagni kahve kale kalem kalin kalorifer kamera kampanya kamu kanal kanun kapi kara karar kardes kare
kargo karin karpuz kasa kasim kaza kayin kayit kaynak kazanc kedi kefil keci kenar kent kesinti kira kirli kisi kisla
kitle koltuk komisyon komsu konu konut konya kopru korku kose koy kredi kriz kulak kule kum kurum kural kurs kurutma kusur kutu kuyu
lamba lastik lavabo lise liste litre lira mahalle mahkeme makina makine malatya mali malzeme maden manisa masa mektup memur merdiven
mera mesele meyve metre mide mimari mine misir mobilya moda mola muayene muhtar muhur mudur mumin mutfak nakit nadir nehir nine niza
noter nufus numara oda ofis okul okuma olum oran ordu orman orta ortam oto otobus oyun ozel ozet ozgur pano para parasut parca park
pazar peron pide pil pilot plaka polis posta priz proje rampa randevu rapor rehber rekor renk rica rota rusya ruzgar saat saha
sahne salgin saldiri salon sanayi sandalye saray sari sayfa sayi saz seker sekil sel sehir sema seri servis ses sevgi sicil sigara
sigorta silah sinav sinif sinir sira siren sistem site siyasi soba soru sorun soba sokak sondaj soy subat sube sinema su suc sure surucu
surekli sozlesme spor sulama sulta sunum tabela tabi takim talep tamir tane tapu tarla tarim tarife tatil tavan tazminat tedavi tekne
tehlike telefon temel temiz tepe terim tesis toplum toprak torun trabzon trafik tren tuvalet tuzla ucak ucret ulasim ulke ulema uretim
urun usta uyari uye uzum uzun vade vali valilik vana vasi vatandas vergi veri villa vize yabanci yaka yakin yakit yalan yanma yangin
yapi yara yardim yargi yarin yasa yasak yasam yasli yatirim yayin yaya yaz yaygin yayla yazi yazin yemek yemin yetim yetki yeni yer yerel
yerli yol yolcu yonetim yorum yuva zaman zam zarar zemin ziraat ziyaret zorla asansor aksam atama atik basinc bina cenaze cesme ciger cop
degisim deprem destek dilekce disari donanim egim elektrik esya evlilik fidan gurultu haber hesap hukuk ihbar ihale icra isyeri itfaiye
kanalizasyon kaldirim kavga kimya kimlik koku kopek lisans maas meclis metro mezar miras mola nine odun okur onarim otopark
ova pencere rogar rutubet sayac sicak soguk silo sogan sulh talimat tahta teyze trafo tutanak tuz uyusma vezne yagmur yarisma zehir
ankastre dayi hala yenge kuma gelir gider alacak verecek yakacak giyecek yiyecek icecek yemis gecmis dolmus ermis yanlis
cakmak parmak ekmek irmak tokmak yuzme gozetim denetim savunma arastirma danisma sorusturma kamulastirma yolsuzluk yolcu hirsiz issiz denizci`.split(
    /\s+/,
  ),
);

/** Of two letters, what remains of them after an ending must be one of these: of most, nothing is a word. */
export const SHORT_WORDS: ReadonlySet<string> = new Set(
  'ad af ag ak al an ar as at av ay ek el en er es et ev is il in ip iz oy od ok on ol su uc un us uy ye'.split(
    ' ',
  ),
);

/** Of these the last vowel falls before an ending that begins with one: "şehir", "şehri". */
export const DROPPING_WORDS: ReadonlyMap<string, string> = new Map(
  `agiz akil akis alin asil asir bagir beniz beyin boyun bogur burun cevir cisim devir emir fasil fikir filim geniz gogus gonul hapis hukum
ilim isim izin kabir kahir karin kasir kavim kayip kayit keyif kesir kisim koyun kutur lutuf mehir metin mulk nabiz nakil nehir nesil
nutuk ogul omuz omur oguz oyun rahim resim sabir sehir sekil seyir sihir sinir tavir tehir ufuk ucuz usul vakit vakif zehir zihin zulum zikir`
    .split(/\s+/)
    .map((word) => [word.slice(0, -2) + word.slice(-1), word] as const),
);
