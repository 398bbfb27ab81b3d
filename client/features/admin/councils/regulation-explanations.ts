const vi = {
  quorum: {
    title: 'Túc số',
    means:
      'Tỷ lệ thành viên chấm điểm phải có mặt để được mở chấm và kết luận. Số cần có được làm tròn lên: 3/4 của 11 người là 9.',
    usual: '3/4',
    source: 'quy chế Tây Ninh: ít nhất 3/4; hội đồng Trung ương: 5 trên 7 người (757/QĐ-BNN-VPĐP)',
  },
  presidingRequired: {
    title: 'Phải có người chủ trì',
    means: 'Chủ tịch, hoặc Phó Chủ tịch được giao điều hành, phải có mặt thì mới được mở chấm và kết luận.',
    usual: 'bật',
    source: 'quy chế Tây Ninh: trong đó có Chủ tịch',
  },
  deviationLimit: {
    title: 'Chênh lệch điểm cho phép',
    means:
      'Hiệu giữa tổng điểm cao nhất và thấp nhất của các thành viên. Chỉ khi lớn hơn số này mới coi là vượt; bằng đúng thì không.',
    usual: '10 điểm',
    source: 'quy chế Tây Ninh, Đồng Tháp: không quá 10 điểm',
  },
  afterDeviation: {
    title: 'Khi chênh lệch vượt mức',
    means: 'Hội đồng thảo luận rồi chấm lại; hoặc Chủ tịch vẫn được kết luận nếu ghi rõ lý do vào biên bản.',
    usual: 'chấm lại, hoặc kết luận có lý do',
    source: 'quy chế Tây Ninh, Đồng Tháp: thống nhất cho điểm lại',
  },
  minimumTest: {
    title: 'Cách xét yêu cầu tối thiểu của hạng sao',
    means:
      'Tiêu chí có dấu sao phải đạt mức tối thiểu. Xét theo điểm trung bình của hội đồng, theo quá nửa số phiếu, hay phải mọi phiếu đều đạt.',
    usual: 'điểm trung bình',
    source: 'Quyết định 26/2026/QĐ-TTg, Phụ lục II nêu mức tối thiểu, không nêu cách xét trên nhiều phiếu',
  },
  roundsPerBatch: {
    title: 'Số lần họp trong một đợt',
    means:
      'Từ 1 đến 9; thường là 1 hoặc 2. Lần trước nêu việc cần hoàn thiện, lần sau kết luận. Phiên họp chỉ lập được cho các lần này.',
    usual: '1 lần',
    source: 'Hà Nội, kế hoạch 220/KH-UBND (2021): hai lần trong một đợt; từ 2023 khuyến khích họp một lần',
  },
  averagesVisibleTo: {
    title: 'Ai được xem điểm trung bình tạm tính',
    means: 'Trước khi công bố, chỉ những người này thấy điểm trung bình, hạng sao tạm tính và chênh lệch.',
    usual: 'Chủ tịch và thư ký',
    source: 'quy chế Tây Ninh: không tiết lộ kết quả trước khi kết thúc đánh giá',
  },
  blindAverages: {
    title: 'Giấu điểm trung bình trong khi đang chấm',
    means:
      'Bật: người điều hành cũng chỉ thấy điểm trung bình sau khi kết thúc chấm, để không ảnh hưởng việc chấm.',
    usual: 'tắt',
    source: 'lựa chọn của hội đồng; không văn bản nào bắt buộc',
  },
  resultsVisibleToRoom: {
    title: 'Khi nào màn hình phòng họp hiện kết quả',
    means: 'Ngay khi Chủ tịch công bố từng sản phẩm, hoặc chỉ sau khi bế mạc phiên họp.',
    usual: 'sau khi công bố từng sản phẩm',
    source: 'lựa chọn của hội đồng; không văn bản nào bắt buộc',
  },
  sheetsAfterRelease: {
    title: 'Ai được xem từng phiếu sau khi công bố',
    means: 'Chỉ Chủ tịch và thư ký, hoặc mọi thành viên hội đồng đều xem được phiếu của nhau.',
    usual: 'chỉ Chủ tịch và thư ký',
    source: 'lựa chọn của hội đồng; không văn bản nào bắt buộc',
  },
  remarkBeyond: {
    title: 'Bắt buộc ghi ý kiến khi lệch với tổ tư vấn',
    means:
      'Thành viên phải ghi ý kiến ở tiêu chí mà điểm của mình cao hoặc thấp hơn điểm của tổ tư vấn từ số điểm này. Để trống: không dùng.',
    usual: 'không dùng',
    source: 'lựa chọn của hội đồng; điểm của tổ tư vấn không phải điểm của hội đồng',
  },
  hideOthersUntilMarked: {
    title: 'Che điểm tự chấm và nhận xét cho đến khi chấm xong tiêu chí',
    means:
      'Bật: điểm tự chấm, báo cáo cấp xã và nhận xét của tổ tư vấn chỉ mở ra sau khi thành viên đã chấm tiêu chí đó.',
    usual: 'tắt',
    source: 'lựa chọn của hội đồng; không văn bản nào bắt buộc',
  },
};

const en: typeof vi = {
  quorum: {
    title: 'Quorum',
    means:
      'The share of voting members that must be present to open scoring and to conclude. Rounded up: 3/4 of 11 is 9.',
    usual: '3/4',
    source: 'regulation of Tây Ninh: at least 3/4; central council: 5 of 7 (757/QĐ-BNN-VPĐP)',
  },
  presidingRequired: {
    title: 'Somebody must preside',
    means: 'The chair, or a vice-chair acting, must be present to open scoring and to conclude.',
    usual: 'on',
    source: 'regulation of Tây Ninh: the chair among those present',
  },
  deviationLimit: {
    title: 'Permitted deviation',
    means:
      'Highest less lowest total of the members. Only more than this is a breach; exactly this much is not.',
    usual: '10 points',
    source: 'regulations of Tây Ninh and Đồng Tháp: not more than 10 points',
  },
  afterDeviation: {
    title: 'When the deviation is exceeded',
    means:
      'The council discusses and scores again; or the chair may still conclude with a reason in the minutes.',
    usual: 're-score, or conclude with a reason',
    source: 'regulations of Tây Ninh and Đồng Tháp: agree and score again',
  },
  minimumTest: {
    title: 'How the minimum of a star class is tested',
    means:
      'Criteria with star marks must reach a minimum: by the mean of the council, by a majority of the sheets, or by every sheet.',
    usual: 'the mean',
    source: 'Decision 26/2026/QĐ-TTg, Annex II gives the minimums, not how to test them over several sheets',
  },
  roundsPerBatch: {
    title: 'Rounds in one batch',
    means:
      'From 1 to 9; mostly 1 or 2. A round names what to complete, the next one concludes. Sessions can be planned for these rounds only.',
    usual: '1 round',
    source: 'Hà Nội, plan 220/KH-UBND (2021): two rounds a batch; one meeting is favoured since 2023',
  },
  averagesVisibleTo: {
    title: 'Who sees the running mean',
    means: 'Before release only these people see the mean, the provisional class and the deviation.',
    usual: 'chair and secretary',
    source: 'regulation of Tây Ninh: no result is disclosed before the evaluation ends',
  },
  blindAverages: {
    title: 'Hide the mean while scoring',
    means: 'On: even those who conduct see the mean only after scoring has closed, so that it sways nobody.',
    usual: 'off',
    source: 'the council’s own choice; no text requires it',
  },
  resultsVisibleToRoom: {
    title: 'When the room screen shows results',
    means: 'As soon as the chair releases a product, or only after the session has closed.',
    usual: 'after each release',
    source: 'the council’s own choice; no text requires it',
  },
  sheetsAfterRelease: {
    title: 'Who reads the single sheets after release',
    means: 'Only chair and secretary, or every member of the council.',
    usual: 'only chair and secretary',
    source: 'the council’s own choice; no text requires it',
  },
  remarkBeyond: {
    title: 'Remark required when far from the support team',
    means:
      'A member must give a remark at a criterion where the mark is this many points or more above or below the support team’s. Empty: not used.',
    usual: 'not used',
    source: 'the council’s own choice; the support team’s marks are not the council’s',
  },
  hideOthersUntilMarked: {
    title: 'Fold self-score and remarks until marked',
    means:
      'On: self-score, commune report and support team’s remark open only once the member has marked the criterion.',
    usual: 'off',
    source: 'the council’s own choice; no text requires it',
  },
};

/** What each setting of a regulation means, what is usual, and where it comes from. @source R 8.3-8.9 */
export const regulationExplanations = { vi, en };
