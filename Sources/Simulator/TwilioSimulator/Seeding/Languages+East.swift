/// Languages in other scripts: wide characters, right to left, and lines that fill a segment at seventy characters.
extension Languages {
    static let japanese = Language(
        given: ["陽菜", "翔太", "さくら", "健一", "美咲", "大輔", "結衣", "直樹"],
        family: ["佐藤", "髙橋", "渡邊", "小林", "山﨑", "中村", "齋藤", "森"],
        familyFirst: true,
        openers: ["はじめまして、{name}と申します。電動自転車はまだありますか?", "こんにちは、{name}です。注文{code}がまだ届きません。"],
        inbound: [
            "土曜日の{hour}時に試乗できますか?", "ありがとうございます!", "大きいバッテリーだといくらですか?",
            "{price}ドルになりませんか?", "ブレーキから音がします。{n}日前からです。", "了解です🙇",
        ],
        outbound: [
            "{first}様、あと{n}台ございます。ご試乗はいかがですか?", "土曜日{hour}時でお待ちしております。",
            "大きいバッテリーで{price}ドル、鍵付きです。", "ご注文番号は{code}です。",
            "{price}ドルで承ります。",
            "無料で調整いたします。お持ちください。",
        ],
        replies: [1, nil, 2, 4, 5, nil],
        closing: "こちらこそ、ありがとうございました。")

    static let korean = Language(
        given: ["서연", "민준", "지우", "하은", "도윤", "수빈", "현우", "예진"],
        family: ["김", "이", "박", "최", "정", "강", "조", "윤"],
        familyFirst: true, space: "",
        openers: ["안녕하세요, {name}입니다. 전기자전거 아직 있나요?", "안녕하세요! {name}인데요, 주문 {code} 언제 오나요?"],
        inbound: [
            "토요일 {hour}시에 시승 가능한가요?", "감사합니다!", "큰 배터리로 하면 얼마예요?", "{price}달러에 가능할까요?",
            "브레이크에서 소리가 나요. {n}일 됐어요.", "네, 그때 봬요 😊",
        ],
        outbound: [
            "{first}님, 네, {n}대 남아 있습니다. 시승해 보시겠어요?", "토요일 {hour}시 좋습니다.",
            "큰 배터리는 {price}달러이고 자물쇠 포함입니다.", "주문 번호는 {code}입니다.",
            "{price}달러에 드릴게요.",
            "무료로 조정해 드립니다.",
        ],
        replies: [1, nil, 2, 4, 5, nil],
        closing: "감사합니다, {first}님!")

    static let chinese = Language(
        given: ["伟", "芳", "秀英", "浩然", "子涵", "雨桐", "建国", "欣怡"],
        family: ["王", "李", "张", "刘", "陈", "欧阳", "赵", "周"],
        familyFirst: true, space: "",
        openers: ["你好,我是{name}。广告里的电动自行车还有吗?", "您好,我叫{name},订单{code}还没有收到。"],
        inbound: [
            "星期六{hour}点可以试骑吗?", "好的,谢谢!", "大电池的多少钱?", "{price}可以吗?", "刹车响了{n}天了,正常吗?",
            "收到👌",
        ],
        outbound: [
            "{first}您好,还有{n}辆,欢迎来试骑。", "星期六{hour}点没问题。", "大电池{price},送车锁。", "您的订单号是{code}。",
            "{price}可以。",
            "可以免费调整,欢迎过来。",
        ],
        replies: [1, nil, 2, 4, 5, nil],
        closing: "不客气!")

    static let hebrew = Language(
        given: ["נועה", "איתי", "תמר", "יונתן", "מאיה", "עומר", "שירה", "דניאל"],
        family: ["כהן", "לוי", "מזרחי", "פרץ", "ביטון", "אברהם", "פרידמן", "שפירא"],
        openers: ["שלום, כאן {name}. האופניים החשמליים עדיין זמינים?", "היי, כאן {name}, ההזמנה {code} לא הגיעה."],
        inbound: [
            "שבת ב-{hour} מתאים לנסיעת מבחן?", "תודה רבה!", "כמה זה עם הסוללה הגדולה?", "אפשר ב-{price} ₪?",
            "הבלם חורק כבר {n} ימים, זה תקין?", "מעולה, נתראה 👍",
        ],
        outbound: [
            "היי {first}, כן, נשארו {n}. לקבוע נסיעת מבחן?", "שעה {hour} מצוין.",
            "עם הסוללה הגדולה {price} ₪ כולל מנעול.", "תודה {first}, מספר ההזמנה הוא {code}.",
            "סגרנו על {price} ₪.",
            "בואו אלינו, הכיוון בחינם.",
        ],
        replies: [1, nil, 2, 4, 5, nil],
        closing: "בשמחה, {first}!")

    static let arabic = Language(
        given: ["ليلى", "أحمد", "فاطمة", "يوسف", "مريم", "عمر", "نور", "خالد"],
        family: ["المصري", "حسن", "إبراهيم", "السيد", "منصور", "عبد الله", "فهمي", "النجار"],
        openers: [
            "مرحباً، أنا {name}. هل الدراجة الكهربائية ما زالت متوفرة؟",
            "السلام عليكم، معكم {name}. الطلب {code} لم يصل بعد.",
        ],
        inbound: [
            "هل يناسبكم السبت الساعة {hour}؟", "شكراً جزيلاً!", "كم السعر مع البطارية الكبيرة؟", "ممكن {price} جنيه؟",
            "الفرامل تصدر صوتاً منذ {n} أيام، هل هذا طبيعي؟", "تمام 👌",
        ],
        outbound: [
            "أهلاً {first}، نعم، بقي لدينا {n}. هل تودّ تجربتها؟", "السبت الساعة {hour} مناسب.",
            "مع البطارية الكبيرة {price} جنيه والقفل هدية.", "شكراً {first}، رقم طلبك {code}.",
            "حسناً، {price} جنيه.",
            "تفضل بزيارتنا، الضبط مجاني.",
        ],
        replies: [1, nil, 2, 4, 5, nil],
        closing: "على الرحب والسعة!")

    static let ukrainian = Language(
        given: ["Оксана", "Андрій", "Соломія", "Ігор", "Наталія", "Юрій", "Ганна", "Євген"],
        family: ["Шевченко", "Коваль", "Бондаренко", "Ткачук", "Мельник", "Їжакевич", "Кравець", "Поліщук"],
        openers: [
            "Добрий день, це {name}. Електровелосипед ще є?",
            "Вітаю! Мене звати {name}, замовлення {code} ще не прийшло.",
        ],
        inbound: [
            "У суботу о {hour} можна приїхати?", "Чудово, дякую!", "Скільки коштує з більшою батареєю?",
            "Віддасте за {price} грн?", "Гальма скриплять уже {n} днів 😕", "Домовились!",
        ],
        outbound: [
            "Вітаю, {first}! Так, залишилося {n}. Запрошуємо на тест-драйв.", "Субота о {hour} підходить.",
            "З більшою батареєю {price} грн, замок у подарунок.", "Дякуємо, {first}! Номер замовлення {code}.",
            "Добре, {price} грн.",
            "Привозьте, відрегулюємо безкоштовно.",
        ],
        replies: [1, nil, 2, 4, 5, nil],
        closing: "Будь ласка, {first}!")

    static let greek = Language(
        given: ["Ελένη", "Γιώργος", "Μαρία", "Νίκος", "Κατερίνα", "Σπύρος", "Ιωάννα", "Θανάσης"],
        family: ["Παπαδόπουλος", "Γεωργίου", "Ιωαννίδης", "Δημητρίου", "Χατζής", "Αγγέλου", "Μάρκου", "Ψαρρός"],
        openers: [
            "Γεια σας, εδώ {name}. Υπάρχει ακόμη το ηλεκτρικό ποδήλατο;",
            "Καλημέρα, {name} εδώ. Η παραγγελία {code} δεν ήρθε.",
        ],
        inbound: [
            "Γίνεται το Σάββατο στις {hour};", "Τέλεια, ευχαριστώ!", "Πόσο κάνει με τη μεγάλη μπαταρία;",
            "Γίνεται {price} €;", "Το φρένο τρίζει εδώ και {n} μέρες.", "ΟΚ 👍",
        ],
        outbound: [
            "Γεια σας {first}, ναι, έχουμε {n}. Θέλετε δοκιμή;", "Το Σάββατο στις {hour} είναι εντάξει.",
            "Με τη μεγάλη μπαταρία {price} €, μαζί η κλειδαριά.", "Ευχαριστούμε! Αριθμός παραγγελίας {code}.",
            "Εντάξει, {price} €.",
            "Περάστε, η ρύθμιση είναι δωρεάν.",
        ],
        replies: [1, nil, 2, 4, 5, nil],
        closing: "Παρακαλώ, {first}!")

    static let turkish = Language(
        given: ["Ayşe", "İbrahim", "Gökçe", "Çağlar", "Şule", "Oğuz", "Ümit", "Nazlı"],
        family: ["Yılmaz", "Şahin", "Öztürk", "Çelik", "Aydın", "Güneş", "Kılıç", "Işık"],
        openers: [
            "Merhaba, ben {name}. Elektrikli bisiklet hâlâ satılık mı?",
            "İyi günler, {name}. {code} numaralı siparişim gelmedi.",
        ],
        inbound: [
            "Cumartesi saat {hour} uygun mu?", "Çok teşekkürler!", "Büyük batarya ile ne kadar?", "{price} TL olur mu?",
            "Fren {n} gündür ses yapıyor, normal mi?", "Tamam, görüşürüz 👋",
        ],
        outbound: [
            "Merhaba {first}, evet, {n} tane var. Denemek ister misiniz?", "Cumartesi {hour} uygun.",
            "Büyük batarya ile {price} TL, kilit dahil.", "Teşekkürler {first}, sipariş numaranız {code}.",
            "Tamam, {price} TL olsun.",
            "Getirin, ücretsiz ayarlarız.",
        ],
        replies: [1, nil, 2, 4, 5, nil],
        closing: "Rica ederiz, {first}!")

    static let vietnamese = Language(
        given: ["Ngọc Anh", "Minh Quân", "Thuỳ Dương", "Đức Huy", "Phương Thảo", "Bảo Long"],
        family: ["Nguyễn", "Trần", "Phạm", "Đặng", "Võ", "Bùi"],
        familyFirst: true,
        openers: [
            "Chào shop, mình là {name}. Xe đạp điện còn không ạ?", "Xin chào, {name} đây. Đơn {code} vẫn chưa tới.",
        ],
        inbound: [
            "Thứ bảy lúc {hour} giờ được không?", "Cảm ơn nhiều nhé!", "Pin lớn thì giá bao nhiêu?",
            "{price} nghìn được không?", "Phanh kêu {n} hôm nay rồi.", "Ok ạ 😊",
        ],
        outbound: [
            "Chào {first}, dạ còn {n} chiếc, mời bạn ghé chạy thử.", "Thứ bảy {hour} giờ được ạ.",
            "Pin lớn giá {price} nghìn, tặng khoá.", "Cảm ơn {first}, mã đơn của bạn là {code}.",
            "Dạ {price} nghìn được ạ.",
            "Mang qua shop chỉnh miễn phí nhé.",
        ],
        replies: [1, nil, 2, 4, 5, nil],
        closing: "Dạ không có gì ạ!")
}
